package dev.siamese.loss;

import static dev.siamese.loss.Gradients.differences;
import static dev.siamese.loss.Gradients.gradient;
import static dev.siamese.loss.Gradients.random;
import static dev.siamese.loss.Gradients.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.siamese.distance.Distances;
import dev.siamese.mining.TripletMining;
import java.util.ArrayList;
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

  /** Positive minus negative distance of every triplet that a mining lets through. */
  private static List<Double> gaps(float[][] x, int[] labels, TripletMining mining) {
    var gaps = new ArrayList<Double>();
    for (int a = 0; a < x.length; a++) {
      double farthest = Double.NEGATIVE_INFINITY;
      double nearest = Double.POSITIVE_INFINITY;
      for (int p = 0; p < x.length; p++) {
        for (int n = 0; n < x.length; n++) {
          if (a == p || labels[a] != labels[p] || labels[a] == labels[n]) {
            continue;
          }
          double positive = distance(x[a], x[p]);
          double negative = distance(x[a], x[n]);
          farthest = Math.max(farthest, positive);
          nearest = Math.min(nearest, negative);
          boolean semiHard = negative > positive && negative <= positive + MARGIN;
          if (mining == TripletMining.ALL || mining == TripletMining.SEMI_HARD && semiHard) {
            gaps.add(positive - negative);
          }
        }
      }
      if (mining == TripletMining.HARD && farthest >= 0) {
        gaps.add(farthest - nearest);
      }
    }
    return gaps;
  }

  @Test
  void isTheMeanOverTheMinedTripletsThatLose() {
    for (var mining : TripletMining.values()) {
      for (long seed = 0; seed < 20; seed++) {
        var x = random(8, 3, seed);
        double expected =
            gaps(x, LABELS, mining).stream()
                .mapToDouble(gap -> gap + MARGIN)
                .filter(hinge -> hinge > 0)
                .average()
                .orElse(0);
        double actual = value(new Triplet(Distances.EUCLIDEAN, MARGIN, mining), x, LABELS);
        assertEquals(expected, actual, 1e-5, mining + ", seed " + seed);
      }
    }
  }

  @Test
  void gradientIsThatOfFiniteDifferences() {
    // hinges and choices have corners: this seed keeps clear of them by more than the step
    for (var mining : List.of(TripletMining.ALL, TripletMining.HARD)) {
      var loss = new Triplet(Distances.EUCLIDEAN, 4, mining);
      var x = random(8, 3, 5);
      assertArrayEquals(
          differences(loss, x, LABELS), gradient(loss, x, LABELS), 1e-2f, mining.toString());
    }
  }

  @Test
  void withoutTripletsThereIsNothingToLearn() {
    for (var mining : TripletMining.values()) {
      var loss = new Triplet(Distances.EUCLIDEAN, MARGIN, mining);
      for (int[] labels : new int[][] {{1, 1, 1}, {1, 2, 3}}) {
        var x = random(3, 2, 1);
        assertEquals(0, value(loss, x, labels), mining.toString());
        assertArrayEquals(new float[6], gradient(loss, x, labels), mining.toString());
      }
    }
  }

  @Test
  void identicalEmbeddingsHaveAFiniteGradient() {
    for (var distance : Distances.values()) {
      var loss = new Triplet(distance, MARGIN, TripletMining.ALL);
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
        () -> new Triplet(Distances.EUCLIDEAN, 0, TripletMining.ALL));
  }
}
