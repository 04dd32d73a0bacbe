package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The guarantee of conformal thresholds, by simulation. */
class ConformalThresholdTest {

  private static final int REPETITIONS = 20_000; // standard error at a rate of 0.1: 0.2 %

  @Test
  void theRankIsThatOfTheFormula() {
    var distances = new float[99];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = 99 - i; // 1 to 99, unsorted
    }
    assertEquals(95, Calibration.conformalThreshold(distances, 0.05)); // ⌈100 · 0.95⌉
    assertEquals(71, Calibration.conformalThreshold(distances, 0.29)); // 100 · 0.29 < 29
    assertEquals(99, Calibration.conformalThreshold(distances, 0.0199)); // ⌈98.01⌉
  }

  /** Of ten pairs, 1/11 of the new ones are rejected; by the naive quantile it is 2/11. */
  @Test
  void newPairsAreRejectedAtTheRate() {
    var random = new Seed(1).generator();
    double rejected = 0;
    double naive = 0;
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      var distances = new float[10];
      for (int i = 0; i < distances.length; i++) {
        distances[i] = exponential(random);
      }
      float next = exponential(random);
      rejected += next > Calibration.conformalThreshold(distances, 0.1) ? 1 : 0;
      Arrays.sort(distances);
      naive += next > distances[(int) Math.ceil(0.9 * 10) - 1] ? 1 : 0;
    }
    assertEquals(1 / 11.0, rejected / REPETITIONS, 0.007);
    assertTrue(rejected / REPETITIONS <= 0.1, rejected + " rejected");
    assertEquals(2 / 11.0, naive / REPETITIONS, 0.009);
  }

  /** Each class has its own spread: ten classes with 45 pairs each are not 450 pairs. */
  @Test
  void pairsThatShareAClassDoNotKeepTheRate() {
    var random = new Seed(2).generator();
    double onePerClass = 0;
    double allPairs = 0;
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      var one = new float[10];
      var all = new float[450];
      for (int label = 0; label < 10; label++) {
        double spread = Math.exp(random.nextGaussian());
        for (int i = 0; i < 45; i++) {
          all[45 * label + i] = (float) (spread * exponential(random));
        }
        one[label] = all[45 * label];
      }
      double next = Math.exp(random.nextGaussian()) * exponential(random);
      onePerClass += next > Calibration.conformalThreshold(one, 0.1) ? 1 : 0;
      allPairs += next > Calibration.conformalThreshold(all, 0.1) ? 1 : 0;
    }
    assertTrue(onePerClass / REPETITIONS <= 0.1, onePerClass + " rejected");
    assertTrue(allPairs / REPETITIONS > 0.11, allPairs + " rejected");
  }

  private static float exponential(RandomGenerator random) {
    return (float) random.nextExponential();
  }

  @Test
  void tooFewPairsAreRefused() {
    var distances = new float[] {1, 2, 3, 4, 5, 6, 7, 8};
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> Calibration.conformalThreshold(distances, 0.1));
    assertEquals(
        "a rate of 0.1 needs at least 9 pairs, no two of one class, there are 8: hold out more"
            + " classes, or ask for 0.1112 or more",
        error.getMessage());
    assertEquals(8, Calibration.conformalThreshold(distances, 0.1112));
    var none =
        assertThrows(
            IllegalArgumentException.class,
            () -> Calibration.conformalThreshold(new float[0], 0.1));
    assertTrue(none.getMessage().endsWith("there are 0: hold out more classes"), none.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> Calibration.conformalThreshold(distances, 1));
  }
}
