package dev.siamese.distance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PairwiseDistancesTest {

  private static final NDManager MANAGER = Torch.manager(Device.cpu());
  private static final double[][] X = {{0, 0}, {3, 4}, {3, 4}, {1e-9, 0}, {30, 40}};

  @AfterAll
  static void close() {
    MANAGER.close();
  }

  private static PairwiseDistances of(Distance distance) {
    var flat = List.of(X).stream().flatMapToDouble(Arrays::stream).toArray();
    return new PairwiseDistances(MANAGER.create(flat, new Shape(X.length, 2)), distance);
  }

  @Test
  void listedPairsAreMeasuredInDoublePrecision() {
    int[] first = {0, 1, 0, 1};
    int[] second = {1, 2, 3, 4};
    assertArrayEquals(
        new double[] {5, 0, 1e-9, 45}, of(Distances.EUCLIDEAN).between(first, second), 1e-15);
    assertArrayEquals(
        new double[] {25, 0, 1e-18, 2025},
        of(Distances.SQUARED_EUCLIDEAN).between(first, second),
        1e-15);
    assertArrayEquals(new double[] {1, 0, 1, 0}, of(Distances.COSINE).between(first, second), 0);
    assertArrayEquals(
        new double[] {7, 0, 1e-9, 63}, of(Distances.MANHATTAN).between(first, second), 1e-15);
  }

  @Test
  void blocksAndAllPairsAreTheSameDistances() {
    for (Distance distance : List.of(Distances.EUCLIDEAN, Distances.COSINE, Distances.MANHATTAN)) {
      var vectors = of(distance);
      var block = vectors.block(1, 3, vectors, 2, 5);
      var pairs = new int[1];
      vectors.forEachPair(
          (row, other, value) -> {
            pairs[0]++;
            assertTrue(row < other);
            var listed = vectors.between(new int[] {row}, new int[] {other});
            assertEquals(listed[0], value, 1e-12);
            if (row >= 1 && row < 3 && other >= 2) {
              assertEquals(value, block[(row - 1) * 3 + other - 2], 1e-12);
            }
          });
      assertEquals(10, pairs[0]);
    }
  }

  @Test
  void invalidVectorsAreRejected() {
    var line = MANAGER.create(new float[] {1, 2});
    assertThrows(
        IllegalArgumentException.class, () -> new PairwiseDistances(line, Distances.COSINE));
    var invalid = MANAGER.create(new float[][] {{1, 2}, {Float.NaN, 0}});
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new PairwiseDistances(invalid, Distances.MANHATTAN));
    assertTrue(error.getMessage().contains("row 1"), error.getMessage());
  }
}
