package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.DataException;
import dev.siamese.distance.Distances;
import dev.siamese.metrics.Calibration.Reliability;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.EncoderCard;
import dev.siamese.model.Preprocessor;
import dev.siamese.tensor.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Probabilities from distances, against scikit-learn 1.9.1 and known distributions. */
class ProbabilityCalibrationTest {

  private static final float[] SAME = {0.11f, 0.19f, 0.24f, 0.31f, 0.42f, 0.77f};
  private static final float[] DIFFERENT = {
    0.28f, 0.45f, 0.52f, 0.58f, 0.63f, 0.69f, 0.74f, 0.81f, 0.88f, 0.93f, 0.97f, 1.21f
  };

  @Test
  void theFitIsThatOfScikitLearn() {
    var calibration = Calibration.fit(new PairDistances(SAME, DIFFERENT));
    // sklearn.calibration._sigmoid_calibration(-distances, same)
    assertEquals(-4.455252700, calibration.slope(), 1e-6);
    assertEquals(1.733137108, calibration.intercept(), 1e-6);
    assertEquals(1 / 3.0, calibration.baseRate(), 1e-12);
    assertEquals(0.776096083, calibration.probability(0.11f, calibration.baseRate()), 1e-6);
    assertEquals(0.025142815, calibration.probability(1.21f, calibration.baseRate()), 1e-6);
  }

  @Test
  void theScaleOfTheDistancesDoesNotMatter() {
    var calibration = Calibration.fit(new PairDistances(scaled(SAME), scaled(DIFFERENT)));
    assertEquals(-4.455252700e-4, calibration.slope(), 1e-9);
    assertEquals(1.733137108, calibration.intercept(), 1e-5);
  }

  private static float[] scaled(float[] distances) {
    var scaled = new float[distances.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = 1e4f * distances[i];
    }
    return scaled;
  }

  @Test
  void separablePairsHaveFiniteOdds() {
    var pairs = new PairDistances(new float[] {1, 2, 3}, new float[] {7, 8, 9, 10});
    var calibration = Calibration.fit(pairs);
    assertTrue(calibration.probability(1, 0.5) > 0.8);
    assertTrue(calibration.probability(1, 0.5) < 0.99, "three pairs do not support more");
  }

  /** Of normal distances with equal variances, the log-odds are linear in the distance. */
  @Test
  void probabilitiesAreThoseOfAKnownDistributionAtAnyPrior() {
    var pairs = normalPairs(20_000, 60_000, new Seed(1));
    var calibration = Calibration.fit(pairs);
    for (double prior : new double[] {0.01, 0.25, 0.5}) {
      for (double distance : new double[] {0, 0.5, 1, 1.5, 2}) {
        // densities of N(0.5, 0.5) and N(1.5, 0.5): log ratio (1 − distance) · 4
        double odds = Math.exp(4 * (1 - distance)) * prior / (1 - prior);
        double expected = odds / (1 + odds);
        assertEquals(expected, calibration.probability(distance, prior), 0.02);
      }
    }
    // among pairs with another base rate than that of the fit, against the true probabilities
    var rare = normalPairs(2_000, 60_000, new Seed(2));
    var exact = new Calibration(-4, 4 + Math.log(2 / 60.0), 2 / 62.0).reliability(rare);
    var fitted = calibration.reliability(rare);
    assertEquals(exact.brierScore(), fitted.brierScore(), 2e-4);
    assertTrue(fitted.expectedCalibrationError() < 0.003, fitted.toString());
  }

  private static PairDistances normalPairs(int same, int different, Seed seed) {
    var random = seed.generator();
    return new PairDistances(normal(same, 0.5, random), normal(different, 1.5, random));
  }

  private static float[] normal(int size, double mean, RandomGenerator random) {
    var values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (mean + 0.5 * random.nextGaussian());
    }
    return values;
  }

  @Test
  void aCloserPairIsNeverLessProbable() {
    var reversed = Calibration.fit(new PairDistances(DIFFERENT, SAME));
    assertEquals(0, reversed.slope());
    assertEquals(2 / 3.0, reversed.probability(0.3, reversed.baseRate()), 1e-12);
    assertEquals(0.1, reversed.probability(0.9, 0.1), 1e-12);
    var constant = Calibration.fit(new PairDistances(new float[] {1, 1}, new float[] {1, 1, 1}));
    assertEquals(0.4, constant.probability(1, constant.baseRate()), 1e-12);
  }

  @Test
  void invalidNumbersAreRefused() {
    var calibration = Calibration.fit(new PairDistances(SAME, DIFFERENT));
    for (double prior : new double[] {0, 1, -1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> calibration.probability(0.1, prior));
    }
    assertThrows(
        IllegalStateException.class, () -> Calibration.fit(new PairDistances(SAME, new float[0])));
    var infinite = new PairDistances(SAME, new float[] {Float.POSITIVE_INFINITY});
    assertThrows(IllegalArgumentException.class, () -> Calibration.fit(infinite));
    assertThrows(IllegalArgumentException.class, () -> new Calibration(1, 0, 0.5));
  }

  @Test
  void theReliabilityIsThatOfScikitLearn() {
    double[] probabilities = {
      0.03, 0.07, 0.12, 0.18, 0.26, 0.33, 0.38, 0.41, 0.47, 0.55, 0.62, 0.66, 0.71, 0.83, 0.91,
      0.96, 0.98
    };
    int[] labels = {0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1};
    var same = new boolean[labels.length];
    for (int i = 0; i < same.length; i++) {
      same[i] = labels[i] == 1;
    }
    var reliability = Reliability.of(probabilities, same);
    assertEquals(0.14871176470588238, reliability.brierScore(), 1e-12); // brier_score_loss
    assertEquals(0.1652941176470588, reliability.expectedCalibrationError(), 1e-12);
    // calibration_curve(same, probabilities, n_bins=10)
    double[] predicted = {0.05, 0.15, 0.26, 0.355, 0.44, 0.55, 0.64, 0.71, 0.83, 0.95};
    double[] observed = {0, 0.5, 0, 0.5, 0.5, 1, 0.5, 1, 1, 1};
    for (int i = 0; i < 10; i++) {
      assertEquals(predicted[i], reliability.bins().get(i).predicted(), 1e-12);
      assertEquals(observed[i], reliability.bins().get(i).observed().value(), 1e-12);
    }
    assertEquals(10, reliability.bins().size());
    assertEquals(3, reliability.bins().get(9).pairs());
  }

  @Test
  void aCardKeepsTheCalibrationUntilTheDistanceChanges() {
    try (var encoder =
        Encoder.create(
            Preprocessor.none(new Shape(1, 1)),
            Architecture.identity(),
            ai.djl.Device.cpu(),
            new Seed(1))) {
      var calibration = Calibration.fit(new PairDistances(SAME, DIFFERENT));
      var card = calibration.addTo(encoder.card());
      assertEquals(calibration, Calibration.of(card).orElseThrow());
      assertTrue(Calibration.of(encoder.card()).isEmpty());
      assertTrue(Calibration.of(card.withDistance(Distances.COSINE)).isEmpty());
      for (var damaged : new String[] {"{", "{\"slope\":-1,\"intercept\":0}", "[]"}) {
        var broken = card.withMetadata(EncoderCard.CALIBRATION, damaged);
        assertThrows(DataException.class, () -> Calibration.of(broken), damaged);
      }
    }
  }
}
