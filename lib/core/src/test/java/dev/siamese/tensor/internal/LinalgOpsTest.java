package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import org.junit.jupiter.api.Test;

class LinalgOpsTest {

  @Test
  void rightSingularVectorsOfAPermutedDiagonal() {
    try (var manager = Torch.manager(Device.cpu())) {
      var matrix = manager.create(new float[][] {{0, 3}, {4, 0}, {0, 0}});
      var vectors = LinalgOps.rightSingularVectors(matrix);
      assertEquals(new Shape(2, 2), vectors.getShape());
      assertArrayEquals(new float[] {1, 0, 0, 1}, vectors.abs().toFloatArray(), 1e-6f);
    }
  }

  @Test
  void newtonSchulzChangesOnlyTheSingularValues() {
    try (var manager = Torch.manager(Device.cpu())) {
      // singular values 3 and 4; the polynomial acts on each of them separately
      var matrix = manager.create(new float[][] {{1.8f, 2.4f, 0}, {-3.2f, 2.4f, 0}});
      var three = iterated(3 / 5.0);
      var four = iterated(4 / 5.0);
      var expected = new double[] {0.6 * three, 0.8 * three, 0, -0.8 * four, 0.6 * four, 0};
      var result = LinalgOps.newtonSchulz(matrix).toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], result[i], 1e-5);
      }
      assertTrue(three > 0.68 && three < 1.21 && four > 0.68 && four < 1.21);
    }
  }

  /** The polynomial of Jordan et al. applied five times to a singular value. */
  private static double iterated(double value) {
    for (int i = 0; i < 5; i++) {
      value = 3.4445 * value - 4.775 * Math.pow(value, 3) + 2.0315 * Math.pow(value, 5);
    }
    return value;
  }

  @Test
  void singularValuesOfARotatedDiagonal() {
    try (var manager = Torch.manager(Device.cpu())) {
      // a diagonal of 3 and 4, rotated
      var matrix = manager.create(new float[][] {{1.8f, -3.2f}, {2.4f, 2.4f}, {0, 0}});
      assertArrayEquals(new float[] {4, 3}, LinalgOps.svdvals(matrix).toFloatArray(), 1e-6f);
    }
  }
}
