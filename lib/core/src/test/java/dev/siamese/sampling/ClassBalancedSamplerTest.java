package dev.siamese.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassBalancedSamplerTest {

  /** 90 samples of one class, 10 of the other. */
  private static Images imbalanced() {
    var labels = new int[100];
    Arrays.fill(labels, 0, 10, 1);
    var classes = List.of(new ClassInfo("common", ""), new ClassInfo("rare", ""));
    return new Images(1, 1, new byte[100], new Targets(labels, classes));
  }

  private static double rareFraction(double exponent) {
    var sampler = Sampler.classBalanced(imbalanced(), 100, exponent, new Seed(1));
    int rare = 0;
    for (int step = 0; step < 100; step++) {
      for (int row : sampler.batch(step).indices()) {
        rare += row < 10 ? 1 : 0;
      }
    }
    return rare / 10_000.0;
  }

  @Test
  void theExponentControlsTheFrequencyOfARareClass() {
    // within 4 standard deviations of 10,000 draws
    assertEquals(0.1, rareFraction(1), 0.012);
    assertEquals(1 / (1 + 3.0), rareFraction(0.5), 0.018);
    assertEquals(0.5, rareFraction(0), 0.02);
  }

  @Test
  void labelsAreThoseOfTheRows() {
    var data = imbalanced();
    var batch = Sampler.classBalanced(data, 8, 0, new Seed(2)).batch(3);
    assertArrayEquals(
        Arrays.stream(batch.indices()).map(data::label).toArray(), batch.labels().classes());
  }

  @Test
  void anExponentAboveOneIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Sampler.classBalanced(imbalanced(), 8, 1.5, new Seed(1)));
  }
}
