package dev.siamese.distance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import dev.siamese.engine.Torch;
import org.junit.jupiter.api.Test;

class DistancesTest {

  private static final float[][] A = {{3, 4}, {1, 0}, {0, 0}};
  private static final float[][] B = {{6, 8}, {0, 2}};

  private static void assertPairs(Distances distance, float... expected) {
    try (var manager = Torch.manager(Device.cpu())) {
      var pairs = distance.pairwise(manager.create(A), manager.create(B));
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
        var all = distance.pairwise(a, b).toFloatArray();
        assertArrayEquals(
            new float[] {all[0], all[4], all[8]},
            distance.between(a, b).toFloatArray(),
            1e-6f,
            distance.toString());
      }
    }
  }

  @Test
  void namesAreThoseOfLegendsAndCommandLines() {
    assertEquals("euclidean", Distances.EUCLIDEAN.toString());
  }
}
