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
  void euclideanIsTheL2Norm() {
    assertPairs(
        Distances.EUCLIDEAN, 5, (float) Math.sqrt(13), (float) Math.sqrt(89), 2.236068f, 10, 2);
  }

  @Test
  void manhattanIsTheSumOfDifferences() {
    assertPairs(Distances.MANHATTAN, 7, 5, 13, 3, 14, 2);
  }

  @Test
  void cosineIgnoresLengthsAndIsOneForTheZeroVector() {
    assertPairs(Distances.COSINE, 0, 0.2f, 0.4f, 1, 1, 1);
  }

  @Test
  void pairedIsTheDiagonalOfAllPairs() {
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
  void printedNamesAreParsed() {
    for (var distance : Distances.values()) {
      assertEquals(distance, Distances.parse(distance.toString()));
    }
    assertEquals(new MinkowskiDistance(3), Distances.parse("minkowski(p=3)"));
    var learned = new LearnedL1Distance(List.of(-1f, 0.5f), 2);
    assertEquals(learned, Distances.FAMILY.read(Distances.FAMILY.toJson(learned)));
    var error = assertThrows(IllegalArgumentException.class, () -> Distances.parse("L2"));
    assertTrue(error.getMessage().contains("squared-euclidean"), error.getMessage());
  }

  @Test
  void squaredEuclideanIsTheSquare() {
    assertPairs(Distances.SQUARED_EUCLIDEAN, 25, 13, 89, 5, 100, 4);
    assertEquals("squared-euclidean", Distances.SQUARED_EUCLIDEAN.toString());
  }

  @Test
  void cosineIsNeverNegativeAndHasTheGradientOfTheUnclampedDistance() {
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
  void theCosineGradientOfAZeroVectorIsFinite() {
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
  void aMinkowskiDistanceOfAHighPowerIsTheLargestDifference() {
    try (var manager = Torch.manager(Device.cpu())) {
      var a = manager.create(new float[][] {{1e6f, 0, 5}});
      var b = manager.create(new float[][] {{-1e6f, 1, 0}});
      assertEquals(2e6, new MinkowskiDistance(50).allPairs(a, b).getFloat(), 1);
      assertEquals(2e6 + 6, new MinkowskiDistance(1).allPairs(a, b).getFloat(), 1);
    }
    assertEquals("minkowski(p=3.0)", new MinkowskiDistance(3).toString());
  }

  @Test
  void minkowskiNeedsAFinitePowerOfAtLeastOne() {
    for (double p : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      var error = assertThrows(IllegalArgumentException.class, () -> new MinkowskiDistance(p));
      assertTrue(error.getMessage().contains("p"), error.getMessage());
      assertTrue(error.getMessage().contains(Double.toString(p)), error.getMessage());
    }
  }

  @Test
  void aLearnedDistanceIsTheProbabilityOfDifferentClasses() {
    try (var manager = Torch.manager(Device.cpu())) {
      var distance = new LearnedL1Distance(List.of(-1f, -0.5f), 2);
      var d = distance.allPairs(manager.create(A), manager.create(B)).toFloatArray();
      // |3 − 6| + |4 − 8| / 2 = 5, and so on
      double[] logits = {2 - 5, 2 - 4, 2 - 9, 2 - 2, 2 - 10, 2 - 1};
      for (int i = 0; i < d.length; i++) {
        assertEquals(1 / (1 + Math.exp(logits[i])), d[i], 1e-6);
      }
      var wrong = manager.ones(new Shape(2, 3));
      assertThrows(IllegalArgumentException.class, () -> distance.allPairs(wrong, wrong));
    }
    assertThrows(IllegalArgumentException.class, () -> new LearnedL1Distance(List.of(), 0));
  }
}
