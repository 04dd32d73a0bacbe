package dev.siamese.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Decodes WAV files: PCM of 8 to 32 bits and floats of 32 or 64 bits; channels are averaged. */
final class WavDecoder {

  private static final int RIFF_HEADER = 12;
  private static final int DATA = 0x61746164; // the chunk's name, in little endian

  /** Programs that write to a pipe do not know the size, and write 0 or nearly the maximum. */
  private static final long MIN_UNKNOWN_SIZE = 0x7fff0000L;

  private WavDecoder() {}

  static AudioClip decode(byte[] file) throws IOException {
    setUnknownSize(file);
    try (var stream = open(file)) {
      var format = stream.getFormat();
      var content = content(stream, file.length);
      int frame = format.getFrameSize();
      if (content.length < stream.getFrameLength() * frame) {
        throw new IOException(
            "it ends after %,d of %,d samples: it is truncated"
                .formatted(content.length / frame, stream.getFrameLength()));
      }
      if (content.length < frame) {
        throw new IOException("it has no samples");
      }
      int width = format.getSampleSizeInBits() / 8;
      var order = format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      var bytes = ByteBuffer.wrap(content).order(order);
      var samples = new float[content.length / frame];
      for (int i = 0; i < samples.length; i++) {
        float sum = 0;
        for (int at = i * frame; at < (i + 1) * frame; at += width) {
          sum += sample(bytes, at, format);
        }
        samples[i] = sum / format.getChannels();
      }
      return new AudioClip(Math.round(format.getSampleRate()), samples);
    }
  }

  private static AudioInputStream open(byte[] file) throws IOException {
    try {
      var stream = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file));
      requireSupported(stream.getFormat());
      return stream;
    } catch (EOFException | UnsupportedAudioFileException e) {
      throw new IOException("it is not a WAV file, or its header is damaged", e);
    }
  }

  /** Not by readAllBytes(), which never ends if a frame is empty or larger than its buffer. */
  private static byte[] content(AudioInputStream stream, int most) throws IOException {
    var bytes = new byte[most];
    int length = 0;
    for (int n = stream.read(bytes); n > 0; n = stream.read(bytes, length, most - length)) {
      length += n;
    }
    return Arrays.copyOf(bytes, length);
  }

  private static void requireSupported(AudioFormat format) throws IOException {
    int bits = format.getSampleSizeInBits();
    if (format.getChannels() < 1
        || format.getFrameSize() < 1
        || format.getFrameSize() != format.getChannels() * (bits / 8)
        || !(format.getSampleRate() >= 1)) {
      throw new IOException("its header is damaged: " + format);
    }
    var encoding = format.getEncoding();
    boolean isFloat = encoding.equals(Encoding.PCM_FLOAT) && (bits == 32 || bits == 64);
    boolean isPcm = encoding.equals(Encoding.PCM_SIGNED) || encoding.equals(Encoding.PCM_UNSIGNED);
    if (!isFloat && !(isPcm && bits % 8 == 0 && bits <= 32)) {
      throw new IOException(
          "its format is %s: PCM of 8 to 32 bits or floats are needed".formatted(format));
    }
  }

  private static float sample(ByteBuffer bytes, int at, AudioFormat format) {
    int width = format.getSampleSizeInBits() / 8;
    if (format.getEncoding().equals(Encoding.PCM_FLOAT)) {
      return width == 4 ? bytes.getFloat(at) : (float) bytes.getDouble(at);
    }
    int value = 0; // with the sample in the upper bits, whatever its width
    for (int i = 0; i < width; i++) {
      int b = bytes.get(format.isBigEndian() ? at + i : at + width - 1 - i) & 255;
      value |= b << 24 - 8 * i;
    }
    return (format.getEncoding().equals(Encoding.PCM_SIGNED) ? value : value ^ 1 << 31) / 0x1p31f;
  }

  /** Writes the real size of the data into the header of a file that was written to a pipe. */
  private static void setUnknownSize(byte[] file) {
    var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long at = RIFF_HEADER;
    while (at + 8 <= file.length) {
      long size = Integer.toUnsignedLong(bytes.getInt((int) at + 4));
      if (bytes.getInt((int) at) == DATA) {
        int rest = file.length - (int) at - 8;
        if (size == 0 || size >= MIN_UNKNOWN_SIZE && size > rest) {
          bytes.putInt((int) at + 4, rest);
        }
        return;
      }
      at += 8 + size + size % 2;
    }
  }
}
