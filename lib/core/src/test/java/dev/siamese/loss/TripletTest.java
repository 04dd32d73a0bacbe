package dev.siamese.loss;

import static dev.siamese.loss.Gradients.finiteDifferences;
import static dev.siamese.loss.Gradients.gradient;
import static dev.siamese.loss.Gradients.random;
import static dev.siamese.loss.Gradients.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import dev.siamese.distance.Distances;
import dev.siamese.mining.TripletMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TripletTest {

  private static final int[] LABELS = {0, 0, 1, 1, 1, 2, 2, 3};
  private static final double MARGIN = 0.8;

  private static double distance(float[] a, float[] b) {
    double squares = 0;
    for (int d = 0; d < a.length; d++) {
      squares += (a[d] - b[d]) * (double) (a[d] - b[d]);
    }
    return Math.sqrt(squares);
  }

  /** d(a, p) − d(a, n) of every mined triplet. */
  private static List<Double> gaps(float[][] x, int[] labels, TripletMiners miner) {
    var gaps = new ArrayList<Double>();
    for (int a = 0; a < x.length; a++) {
      var positives = new ArrayList<Double>();
      var negatives = new ArrayList<Double>();
      for (int other = 0; other < x.length; other++) {
        if (labels[other] != labels[a]) {
          negatives.add(distance(x[a], x[other]));
        } else if (other != a) {
          positives.add(distance(x[a], x[other]));
        }
      }
      if (!positives.isEmpty() && !negatives.isEmpty()) {
        gaps.addAll(mined(positives, negatives, miner));
      }
    }
    return gaps;
  }

  private static List<Double> mined(
      List<Double> positives, List<Double> negatives, TripletMiners miner) {
    double easiest = Collections.min(positives);
    double hardest = Collections.min(negatives);
    var gaps = new ArrayList<Double>();
    switch (miner) {
      case BATCH_ALL -> positives.forEach(p -> negatives.forEach(n -> gaps.add(p - n)));
      case SEMI_HARD ->
          positives.forEach(
              p ->
                  negatives.stream()
                      .filter(n -> n > p && n <= p + MARGIN)
                      .forEach(n -> gaps.add(p - n)));
      case BATCH_HARD -> gaps.add(Collections.max(positives) - hardest);
      case EASY_POSITIVE_HARD_NEGATIVE -> gaps.add(easiest - hardest);
      case EASY_POSITIVE_SEMI_HARD_NEGATIVE ->
          negatives.stream()
              .filter(n -> n > easiest)
              .min(Double::compare)
              .ifPresent(n -> gaps.add(easiest - n));
    }
    return gaps;
  }

  @Test
  void isTheMeanOverTheMinedTripletsWithALoss() {
    for (var miner : TripletMiners.values()) {
      for (long seed = 0; seed < 20; seed++) {
        var x = random(8, 3, seed);
        double expected =
            gaps(x, LABELS, miner).stream()
                .mapToDouble(gap -> gap + MARGIN)
                .filter(hinge -> hinge > 0)
                .average()
                .orElse(0);
        double actual = value(new Triplet(Distances.EUCLIDEAN, MARGIN, miner), x, LABELS);
        assertEquals(expected, actual, 1e-5, miner + ", seed " + seed);
      }
    }
  }

  @Test
  void gradientAgreesWithFiniteDifferences() {
    // with this seed no hinge or minimum changes within the step of the finite differences
    for (var miner : List.of(TripletMiners.BATCH_ALL, TripletMiners.BATCH_HARD)) {
      var loss = new Triplet(Distances.EUCLIDEAN, 4, miner);
      var x = random(8, 3, 5);
      assertArrayEquals(
          finiteDifferences(loss, x, LABELS), gradient(loss, x, LABELS), 1e-2f, miner.toString());
    }
  }

  @Test
  void withoutTripletsTheLossAndItsGradientAreZero() {
    for (var miner : TripletMiners.values()) {
      var loss = new Triplet(Distances.EUCLIDEAN, MARGIN, miner);
      for (int[] labels : new int[][] {{1, 1, 1}, {1, 2, 3}}) {
        var x = random(3, 2, 1);
        assertEquals(0, value(loss, x, labels), miner.toString());
        assertArrayEquals(new float[6], gradient(loss, x, labels), miner.toString());
      }
    }
  }

  @Test
  void identicalEmbeddingsHaveAFiniteGradient() {
    for (var distance : Distances.values()) {
      var loss = new Triplet(distance, MARGIN, TripletMiners.BATCH_ALL);
      var x = new float[][] {{1, 2}, {1, 2}, {1, 2}};
      assertEquals(MARGIN, value(loss, x, 0, 0, 1), 1e-5, distance.toString());
      for (float g : gradient(loss, x, 0, 0, 1)) {
        assertEquals(0, g, 1e-5, distance.toString());
      }
    }
  }

  @Test
  void aMarginOfZeroIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Triplet(Distances.EUCLIDEAN, 0, TripletMiners.BATCH_ALL));
  }

  @Test
  void activeFractionCountsAllTripletsForEveryMiner() {
    // anchors 0 and 0.5 with the negatives 1.25 and 9: at margin 0.3 one of four triplets has a
    // loss
    float[][] x = {{0}, {0.5f}, {1.25f}, {9}};
    for (var miner : List.of(TripletMiners.BATCH_ALL, TripletMiners.BATCH_HARD)) {
      var loss = new Triplet(Distances.EUCLIDEAN, 0.3, miner);
      try (var manager = Torch.manager(Device.cpu())) {
        double active = loss.activeFraction(manager.create(x), BatchLabels.of(0, 0, 1, 2));
        assertEquals(0.25, active, 1e-6, miner.toString());
      }
    }
  }
}
