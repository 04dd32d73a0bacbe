package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.metrics.Calibration;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.Preprocessor;
import dev.siamese.tensor.Seed;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Thresholds for stated error rates, and probabilities. */
class CalibrationTest {

  /** Twenty classes at 0, 1, 3, 6, 10, …, with two samples each: gaps from 1 to 19. */
  private static final Sequences DATA = data();

  private static Sequences data() {
    var values = new float[40][1];
    var labels = new int[40];
    for (int i = 0; i < 40; i++) {
      labels[i] = i / 2;
      values[i][0] = labels[i] * (labels[i] + 1) / 2f + 0.1f * (i % 2);
    }
    var names = IntStream.range(0, 20).mapToObj(label -> "class " + label).toList();
    return new Sequences(1, values, Targets.of(IntStream.of(labels).mapToObj(names::get).toList()));
  }

  private static Encoder identity() {
    return Encoder.create(
        Preprocessor.none(new Shape(1, 1)), Architecture.identity(), Device.cpu(), new Seed(1));
  }

  @Test
  void theThresholdAcceptsTheGivenFractionOfNegativePairs() {
    try (var encoder = identity()) {
      // 760 negative pairs; gap 1 has the distances 0.9, 1, 1, 1.1, gap 2 has 1.9, 2, 2, 2.1, …
      double threshold = Verifier.atFalseAcceptRate(encoder, DATA, 7.5 / 760).threshold();
      assertTrue(threshold >= 1.99 && threshold < 2.05, "seven of them pass: " + threshold);
      double lower = Verifier.atFalseAcceptRate(encoder, DATA, 4.5 / 760).threshold();
      assertTrue(lower >= 1.1 && lower < 1.9, "four of them pass: " + lower);
    }
  }

  @Test
  void aRateThatThePairsCannotSupportIsRefused() {
    try (var encoder = identity()) {
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> Verifier.atFalseAcceptRate(encoder, DATA, 1e-4));
      assertEquals(
          "a false accept rate of 1.0E-4 needs 30,000 pairs of different classes, there are 760:"
              + " hold out more samples, or ask for 0.004 or more",
          error.getMessage());
      assertTrue(Verifier.atFalseAcceptRate(encoder, DATA, 0.004).threshold() > 0);
      assertThrows(
          IllegalArgumentException.class, () -> Verifier.atFalseAcceptRate(encoder, DATA, 0));
    }
  }

  @Test
  void aFalseRejectRateNeedsAPairOfEnoughClasses() {
    try (var encoder = identity()) {
      // twenty classes, whose only pairs have the distance 0.1
      double threshold = Verifier.atFalseRejectRate(encoder, DATA, 0.05, new Seed(1)).threshold();
      assertEquals(0.1, threshold, 1e-5);
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> Verifier.atFalseRejectRate(encoder, DATA, 0.04, new Seed(1)));
      assertTrue(error.getMessage().contains("24 pairs, no two of one class, there are 20"));
    }
  }

  @Test
  void probabilitiesNeedACalibration() {
    try (var encoder = identity()) {
      var verifier = new Verifier(encoder, 1);
      assertThrows(IllegalStateException.class, () -> verifier.probability(0.1, 0.5));
      encoder.setCard(Calibration.fit(encoder, DATA).addTo(encoder.card()));
      double even = verifier.probability(0.1, 0.5);
      double rare = verifier.probability(0.1, 0.01);
      assertTrue(even > 0.8, "probability " + even);
      assertEquals(even / (1 - even) / 99, rare / (1 - rare), 1e-9); // the odds of the prior
      assertTrue(verifier.probability(100, 0.5) < 0.01);
    }
  }
}
