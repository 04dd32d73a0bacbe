package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioClipTest {

  @TempDir Path folder;

  private AudioClip read(byte[] content) throws IOException {
    return AudioClip.read(Files.write(folder.resolve("a.wav"), content));
  }

  private void assertFails(String message, byte[] content) {
    var error = assertThrows(DataException.class, () -> read(content));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  @Test
  void eightBitsAreUnsignedAndAllOthersSigned() throws IOException {
    var bytes = read(WavFiles.of(1, 1, 11025, 8, (byte) 0, (byte) 128, (byte) 192));
    assertEquals(11025, bytes.sampleRate());
    assertArrayEquals(new float[] {-1, 0, 0.5f}, bytes.samples());
    var shorts = read(WavFiles.of(1, 1, 8000, 16, WavFiles.shorts(-32768, 0, 16384, 1)));
    assertArrayEquals(new float[] {-1, 0, 0.5f, 1 / 32768f}, shorts.samples());
    var threes =
        WavFiles.of(1, 1, 8000, 24, (byte) 0, (byte) 0, (byte) -128, (byte) 1, (byte) 0, (byte) 0);
    assertArrayEquals(new float[] {-1, 1 / 8388608f}, read(threes).samples());
  }

  @Test
  void floatsAreSamplesToo() throws IOException {
    var floats = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.5f).putFloat(-2);
    var clip = read(WavFiles.of(3, 1, 8000, 32, floats.array()));
    assertArrayEquals(new float[] {0.5f, -2}, clip.samples());
    var doubles = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.25);
    assertArrayEquals(
        new float[] {0.25f}, read(WavFiles.of(3, 1, 8000, 64, doubles.array())).samples());
  }

  /** Of ffmpeg, SoX and others, which write to a pipe before they know the size. */
  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MAX_VALUE, 0x7ffff000})
  void theSizeMayBeUnknown(int size) throws IOException {
    var file = WavFiles.of(1, 1, 8000, 16, WavFiles.shorts(16384, -16384));
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, size).putInt(40, size);
    assertArrayEquals(new float[] {0.5f, -0.5f}, read(file).samples());
  }

  @Test
  void twoChannelsBecomeTheirMean() throws IOException {
    var stereo = read(WavFiles.of(1, 2, 8000, 16, WavFiles.shorts(16384, 0, -16384, -16384)));
    assertArrayEquals(new float[] {0.25f, -0.5f}, stereo.samples());
    assertEquals(2 / 8000.0, stereo.seconds());
  }

  @Test
  void whatIsNoWholeWavFileIsNamed() {
    var whole = WavFiles.of(1, 1, 8000, 16, WavFiles.shorts(1, 2, 3, 4));
    assertFails("3 of 4 samples", Arrays.copyOf(whole, 50));
    assertFails("not a WAV file", Arrays.copyOf(whole, 30));
    assertFails("not a WAV file", "not a sound at all".getBytes());
    assertFails("PCM of 8 to 32 bits", WavFiles.of(7, 1, 8000, 8, new byte[8]));
    assertFails("no samples", WavFiles.of(1, 1, 8000, 16));
    var missing = folder.resolve("missing.wav");
    var error = assertThrows(DataException.class, () -> AudioClip.read(missing));
    assertTrue(error.getMessage().contains(missing.toString()), error.getMessage());
  }

  private static AudioClip tone(int rate, double hertz) {
    var samples = new float[rate / 4];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(2 * Math.PI * hertz * i / rate);
    }
    return new AudioClip(rate, samples);
  }

  /** Without the ends, where the sound begins out of nothing. */
  private static void assertAlike(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = expected.length / 10; i < expected.length * 9 / 10; i++) {
      assertEquals(expected[i], actual[i], 2e-3, "sample " + i);
    }
  }

  @Test
  void aToneIsTheSameToneAtAnotherRate() {
    assertAlike(tone(8000, 440).samples(), tone(44100, 440).resampled(8000).samples());
    assertAlike(tone(16000, 440).samples(), tone(8000, 440).resampled(16000).samples());
  }

  @Test
  void whatTheNewRateCannotHoldIsGone() {
    var high = tone(44100, 6000).resampled(8000);
    assertAlike(new float[high.samples().length], high.samples());
  }

  @Test
  void fasterIsHigherAndShorter() {
    var faster = tone(8000, 400).withSpeed(1.25).samples();
    assertEquals(1600, faster.length);
    assertAlike(Arrays.copyOf(tone(8000, 500).samples(), 1600), faster);
    assertThrows(IllegalArgumentException.class, () -> tone(8000, 400).withSpeed(0));
  }
}
