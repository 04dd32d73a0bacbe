package dev.siamese.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WAV files byte by byte, as the format's description lays them out. */
public final class WavFiles {

  private WavFiles() {}

  /**
   * A whole file.
   *
   * @param format 1 for PCM, 3 for floating point
   * @param data the samples as they stand in the file, channels taking turns
   */
  public static byte[] of(int format, int channels, int rate, int bits, byte... data) {
    int frame = channels * bits / 8;
    var file = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + data.length);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putShort((short) format).putShort((short) channels);
    file.putInt(rate).putInt(rate * frame);
    file.putShort((short) frame).putShort((short) bits);
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(data.length).put(data);
    return file.array();
  }

  /** Numbers from −32768 to 32767 as 16-bit samples. */
  public static byte[] shorts(int... samples) {
    var data = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int sample : samples) {
      data.putShort((short) sample);
    }
    return data.array();
  }
}
