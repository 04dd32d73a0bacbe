package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Of time and of frequencies. */
class MaskingTest {

  private static final int N = 200;
  private static final int F = 20;
  private static final int T = 30;
  private static final Shape SHAPE = new Shape(N, 1, F, T);

  private static final float[] SPECTROGRAMS = TestBatches.uniform(SHAPE.size(), -1, 2);

  /** Which rows or columns of a sample became its mean; all others must be untouched. */
  private static BitSet blotted(float[] altered, int sample, boolean time) {
    var before = TestBatches.part(SPECTROGRAMS, sample, N);
    var after = TestBatches.part(altered, sample, N);
    var blotted = new BitSet();
    for (int i = 0; i < after.length; i++) {
      if (after[i] != before[i]) {
        blotted.set(time ? i % T : i / T);
      }
    }
    double mean = TestBatches.mean(before);
    for (int i = 0; i < after.length; i++) {
      boolean inside = blotted.get(time ? i % T : i / T);
      assertEquals(inside ? mean : before[i], after[i], inside ? 1e-6 : 0);
    }
    return blotted;
  }

  /** Checks one band per sample, of widths 0 to the most, everywhere. */
  private static void checkSingleBands(float[] altered, boolean time, int size, int most) {
    var widths = new BitSet();
    var places = new BitSet();
    for (int i = 0; i < N; i++) {
      var band = blotted(altered, i, time);
      int first = Math.max(0, band.nextSetBit(0));
      assertEquals(band.length() - first, band.cardinality(), "no gaps");
      widths.set(band.cardinality());
      places.or(band);
    }
    assertEquals(most + 1, widths.length(), "the widest");
    assertEquals(most + 1, widths.cardinality(), "every width from 0");
    assertEquals(size, places.cardinality(), "every place");
  }

  @Test
  void timeMasksCoverWholeColumns() {
    var altered = TestBatches.augment(new TimeMasking(0.2, 1), SPECTROGRAMS, SHAPE, 1);
    checkSingleBands(altered, true, T, 6);
  }

  @Test
  void frequencyMasksCoverWholeRows() {
    var altered = TestBatches.augment(new FrequencyMasking(0.2, 1), SPECTROGRAMS, SHAPE, 1);
    checkSingleBands(altered, false, F, 4);
  }

  @Test
  void severalBandsCoverMore() {
    var altered = TestBatches.augment(new TimeMasking(0.1, 4), SPECTROGRAMS, SHAPE, 1);
    int most = 0;
    for (int i = 0; i < N; i++) {
      int count = blotted(altered, i, true).cardinality();
      assertTrue(count <= 12, () -> "4 bands of at most 3 steps: " + count);
      most = Math.max(most, count);
    }
    assertTrue(most > 6, "more than two bands can cover");
  }

  @Test
  void signalsAreMaskedInAllChannelsEachWithItsMean() {
    var signals = TestBatches.uniform(50 * 2 * 10, 3, 4);
    var altered = TestBatches.augment(new TimeMasking(0.5, 1), signals, new Shape(50, 2, 10), 1);
    int masked = 0;
    for (int i = 0; i < 50; i++) {
      var left = TestBatches.part(signals, 2 * i, 100);
      var right = TestBatches.part(signals, 2 * i + 1, 100);
      for (int t = 0; t < 10; t++) {
        boolean inside = altered[20 * i + t] != left[t];
        masked += inside ? 1 : 0;
        assertEquals(inside ? TestBatches.mean(left) : left[t], altered[20 * i + t], 1e-6);
        assertEquals(inside ? TestBatches.mean(right) : right[t], altered[20 * i + 10 + t], 1e-6);
      }
    }
    assertEquals(125, masked, 50, "2.5 steps of 10 in the mean");
  }

  @Test
  void noWidthIsNoChange() {
    assertArrayEquals(
        SPECTROGRAMS, TestBatches.augment(new TimeMasking(0, 3), SPECTROGRAMS, SHAPE, 1));
  }

  @Test
  void badParametersAreRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new TimeMasking(0.2, 0));
    assertTrue(error.getMessage().contains("count must be at least 1: 0"), error.getMessage());
    error = assertThrows(IllegalArgumentException.class, () -> new FrequencyMasking(27, 2));
    assertTrue(
        error.getMessage().contains("maxFraction must be from 0 to 1: 27.0"), error.getMessage());
    error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                TestBatches.augment(
                    new FrequencyMasking(0.2, 1), new float[20], new Shape(1, 2, 10), 1));
    assertTrue(error.getMessage().contains("not a batch of shape (1, 2, 10)"));
  }
}
