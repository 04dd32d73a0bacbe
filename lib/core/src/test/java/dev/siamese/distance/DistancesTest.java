package dev.siamese.distance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistancesTest {

  private static final float[][] A = {{3, 4}, {1, 0}, {0, 0}};
  private static final float[][] B = {{6, 8}, {0, 2}};

  private static void assertPairs(Distances distance, float... expected) {
    try (var manager = Torch.manager(Device.cpu())) {
      var pairs = distance.allPairs(manager.create(A), manager.create(B));
      assertArrayEquals(new long[] {3, 2}, pairs.getShape().getShape());
      assertArrayEquals(expected, pairs.toFloatArray(), 1e-5f);
    }
  }

  @Test
  void euclideanIsTheStraightLine() {
    assertPairs(
        Distances.EUCLIDEAN, 5, (float) Math.sqrt(13), (float) Math.sqrt(89), 2.236068f, 10, 2);
  }

  @Test
  void manhattanIsTheSumOfDifferences() {
    assertPairs(Distances.MANHATTAN, 7, 5, 13, 3, 14, 2);
  }

  @Test
  void cosineLooksAtTheAngleOnlyAndGivesOneForTheZeroVector() {
    assertPairs(Distances.COSINE, 0, 0.2f, 0.4f, 1, 1, 1);
  }

  @Test
  void rowsGiveTheDiagonalOfAllPairs() {
    try (var manager = Torch.manager(Device.cpu())) {
      var a = manager.create(A);
      var b = a.add(manager.create(new float[] {1, 2}));
      for (var distance : Distances.values()) {
        var all = distance.allPairs(a, b).toFloatArray();
        assertArrayEquals(
            new float[] {all[0], all[4], all[8]},
            distance.paired(a, b).toFloatArray(),
            1e-6f,
            distance.toString());
      }
    }
  }

  @Test
  void namesAreThoseOfLegendsAndCommandLines() {
    assertEquals("euclidean", Distances.EUCLIDEAN.toString());
  }

  @Test
  void squaredEuclideanIsTheSquare() {
    assertPairs(Distances.SQUARED_EUCLIDEAN, 25, 13, 89, 5, 100, 4);
    assertEquals("squared-euclidean", Distances.SQUARED_EUCLIDEAN.toString());
  }

  @Test
  void cosineIsNeverBelowZeroAndStillHasAGradientThere() {
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var x = manager.randomNormal(new Shape(300, 7));
      x.setRequiresGradient(true);
      var own = Distances.COSINE.paired(x, x.stopGradient().mul(3));
      assertTrue(own.min().getFloat() >= 0);
      // parallel vectors: the slope of the unclamped distance, which is 0 but for rounding
      collector.backward(own.sum());
      assertEquals(0, x.getGradient().abs().max().getFloat(), 1e-5);
    }
  }

  @Test
  void theGradientOfAZeroVectorIsOfOrdinarySize() {
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var x = manager.zeros(new Shape(1, 2));
      x.setRequiresGradient(true);
      collector.backward(
          Distances.COSINE.allPairs(x, manager.create(new float[][] {{3, 4}})).sum());
      assertArrayEquals(new float[] {-0.6f, -0.8f}, x.getGradient().toFloatArray(), 1e-6f);
    }
  }

  @Test
  void aMinkowskiDistanceOfAHighPowerIsTheLargestDifferenceEvenIfHuge() {
    try (var manager = Torch.manager(Device.cpu())) {
      var a = manager.create(new float[][] {{1e6f, 0, 5}});
      var b = manager.create(new float[][] {{-1e6f, 1, 0}});
      assertEquals(2e6, new MinkowskiDistance(50).allPairs(a, b).getFloat(), 1);
      assertEquals(2e6 + 6, new MinkowskiDistance(1).allPairs(a, b).getFloat(), 1);
    }
    assertEquals("minkowski(p=3.0)", new MinkowskiDistance(3).toString());
  }

  @Test
  void powersWithoutATriangleInequalityAreRefused() {
    for (double p : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      var error = assertThrows(IllegalArgumentException.class, () -> new MinkowskiDistance(p));
      assertEquals(
          "the power of a Minkowski distance must be at least 1 and finite, not " + p,
          error.getMessage());
    }
  }

  @Test
  void aLearnedDistanceIsTheProbabilityOfBeingDifferent() {
    try (var manager = Torch.manager(Device.cpu())) {
      var distance = new LearnedL1Distance(List.of(-1f, -0.5f), 2);
      var d = distance.allPairs(manager.create(A), manager.create(B)).toFloatArray();
      // |3 − 6| + |4 − 8| / 2 = 5, and so on
      double[] logits = {2 - 5, 2 - 4, 2 - 9, 2 - 2, 2 - 10, 2 - 1};
      for (int i = 0; i < d.length; i++) {
        assertEquals(1 / (1 + Math.exp(logits[i])), d[i], 1e-6);
      }
      var wrong = manager.ones(new Shape(2, 3));
      var error =
          assertThrows(IllegalArgumentException.class, () -> distance.allPairs(wrong, wrong));
      assertEquals(
          "embeddings of length 3, but the learned distance has 2 weights", error.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> new LearnedL1Distance(List.of(), 0));
  }
}
