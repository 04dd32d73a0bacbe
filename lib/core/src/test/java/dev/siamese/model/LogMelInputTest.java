package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.AudioClip;
import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class LogMelInputTest {

  private static final LogMelInput INPUT = new LogMelInput(8000, 256, 80, 8, 16);

  private static AudioClips sound(int rate, float[] samples) {
    return AudioClips.of(
        List.of(new AudioClip(rate, samples)),
        new Targets(new int[] {0}, List.of(new ClassInfo("a", ""))));
  }

  /** Two tones, of 440 and 1,500 hertz, an eighth of a second. */
  private static float[] tones(double loudness) {
    var samples = new float[1000];
    for (int i = 0; i < samples.length; i++) {
      double time = i / 8000.0;
      samples[i] =
          (float)
              (loudness
                  * (0.5 * Math.sin(2 * Math.PI * 440 * time)
                      + 0.25 * Math.sin(2 * Math.PI * 1500 * time)));
    }
    return samples;
  }

  /**
   * The numbers are those of librosa 0.11: {@code log(1e-6 + feature.melspectrogram(y, sr=8000,
   * n_fft=256, hop_length=80, center=False, n_mels=8, htk=True, norm=None))}.
   */
  @Test
  void theSpectrumIsLibrosas() {
    var spectra = INPUT.logMelFrames(sound(8000, tones(1)));
    assertEquals(10, spectra.length(0));
    var steps = spectra.values(0);
    assertArrayEquals(
        new float[] {-6.2679f, 7.0043f, 6.0744f, -10.3968f, 5.4616f, 5.0008f, -13.811f, -13.8149f},
        Arrays.copyOf(steps, 8),
        2e-3f);
    assertArrayEquals(
        new float[] {-6.2533f, 7.0043f, 6.0744f, -10.4287f, 5.4616f, 5.0008f, -13.8127f, -13.8151f},
        Arrays.copyOfRange(steps, 72, 80),
        2e-3f);
  }

  @Test
  void everyPlaneHasMeanZeroAndDeviationOne() {
    var plane = INPUT.spectrograms(sound(8000, tones(1)))[0];
    double sum = 0;
    double squares = 0;
    for (var band : plane) {
      assertEquals(16, band.length);
      for (float value : band) {
        sum += value;
        squares += value * value;
      }
    }
    assertEquals(8, plane.length);
    assertEquals(0, sum / 128, 1e-5);
    assertEquals(1, squares / 128, 1e-4);
  }

  @Test
  void aCenteredBandKeepsItsCourseAndLosesItsMean() {
    var rising = tones(1);
    for (int i = 0; i < rising.length; i++) {
      rising[i] *= (i + 1f) / rising.length;
    }
    var input = INPUT.withMeanNormalized(true);
    var plane = input.spectrograms(sound(8000, rising))[0];
    for (int band : new int[] {1, 2, 4, 5}) { // those of the tones
      double sum = 0;
      for (float value : plane[band]) {
        sum += value;
      }
      assertEquals(0, sum / 16, 1e-5);
      assertArrayEquals(plane[1], plane[band], 0.1f, "all tones rise alike");
    }
  }

  @Test
  void theLoudestBandsAreThoseOfTheTones() {
    var plane = INPUT.spectrograms(sound(8000, tones(1)))[0];
    for (int quiet : new int[] {0, 3, 6, 7}) {
      for (int loud : new int[] {1, 2, 4, 5}) {
        assertEquals(1, Math.signum(plane[loud][8] - plane[quiet][8]));
      }
    }
  }

  @Test
  void silenceAndASoundShorterThanTheWindowAreNumbersToo() {
    for (var samples : List.of(new float[1000], new float[] {0.5f, -0.5f})) {
      for (var input : List.of(INPUT, INPUT.withTopDb(30))) {
        for (var band : input.spectrograms(sound(8000, samples))[0]) {
          for (float value : band) {
            assertEquals(0, value - value);
          }
        }
      }
    }
  }

  /** Tones with so many samples of silence before and after them. */
  private static float[] between(int before, float[] tones, int after) {
    var samples = new float[before + tones.length + after];
    System.arraycopy(tones, 0, samples, before, tones.length);
    return samples;
  }

  @Test
  void silenceAtTheEndsDoesNotCountAndNothingIsBelowTheRange() {
    var input = INPUT.withTopDb(30);
    var soon = input.logMelFrames(sound(8000, between(400, tones(1), 400))).values(0);
    var late = input.logMelFrames(sound(8000, between(1600, tones(1), 800))).values(0);
    assertArrayEquals(soon, late);
    float loudest = Float.NEGATIVE_INFINITY;
    float softest = Float.POSITIVE_INFINITY;
    for (float energy : soon) {
      loudest = Math.max(loudest, energy);
      softest = Math.min(softest, energy);
    }
    assertEquals(3 * Math.log(10), loudest - softest, 1e-4); // 30 decibels are a factor of 1,000
  }

  @Test
  void silenceWithinASoundIsKept() {
    var input = INPUT.withTopDb(30);
    var once = input.logMelFrames(sound(8000, between(800, tones(1), 800)));
    var paused = between(0, between(800, tones(1), 1600), tones(1).length + 800);
    System.arraycopy(tones(1), 0, paused, 3400, 1000);
    assertEquals(
        once.length(0) + 2600 / 80,
        input.logMelFrames(sound(8000, paused)).length(0),
        1); // moments
  }

  @Test
  void itIsSavedWithTheEncoder(@TempDir Path folder) {
    var sounds = sound(8000, tones(1));
    var file = folder.resolve("sounds.zip");
    var architecture = new ResidualCnn(List.of(4)).projected(3);
    float[] before;
    try (var encoder = Encoder.create(INPUT, architecture, Device.cpu(), new Seed(1));
        var manager = Torch.manager(Device.cpu())) {
      before = Tensors.toFloatArray(encoder.embed(sounds, manager));
      encoder.save(file);
    }
    try (var encoder = Encoder.load(file, Device.cpu());
        var manager = Torch.manager(Device.cpu())) {
      assertEquals(INPUT, encoder.card().input());
      assertArrayEquals(before, Tensors.toFloatArray(encoder.embed(sounds, manager)));
    }
  }

  @Test
  void anotherRateIsConvertedAndOtherSamplesAreRefused() {
    var twice = INPUT.logMelFrames(sound(16000, new float[4000]));
    assertEquals(1 + (2000 - 256) / 80, twice.length(0));
    var series =
        new Sequences(
            1, new float[][] {{1}}, new Targets(new int[] {0}, List.of(new ClassInfo("a", ""))));
    assertNames("AudioClips", "Sequences", () -> INPUT.transform(series));
  }

  @Test
  void impossibleSizesAreNamed() {
    assertEquals(
        new LogMelInput(8000, 256, 80, 8, 16),
        LogMelInput.of(8000).withNMels(8).withTargetFrames(16));
    assertNames("nFft", "200", () -> new LogMelInput(8000, 200, 80, 8, 16));
    assertNames("hopLength", "0", () -> new LogMelInput(8000, 256, 0, 8, 16));
    assertNames("targetFrames", "1", () -> new LogMelInput(8000, 256, 80, 8, 1));
    assertNames("topDb", "-1.0", () -> INPUT.withTopDb(-1));
  }

  private static void assertNames(String name, String value, Executable mistake) {
    var message = assertThrows(IllegalArgumentException.class, mistake).getMessage();
    assertTrue(message.contains(name) && message.contains(value), message);
  }
}
