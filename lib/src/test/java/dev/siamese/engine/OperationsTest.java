package dev.siamese.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class OperationsTest {

  private static final float[][] POINTS = {{1, 2}, {4, 6}, {1, 2}};

  @Test
  void euclideanDistancesAreThoseOfTheFormula() {
    try (var manager = Torch.manager(Device.cpu())) {
      var points = manager.create(POINTS);
      var distances = Operations.euclidean(points, points);
      assertArrayEquals(new float[] {0, 5, 0, 5, 0, 5, 0, 5, 0}, distances.toFloatArray(), 1e-6f);
    }
  }

  @Test
  void manhattanDistancesAreThoseOfTheFormula() {
    try (var manager = Torch.manager(Device.cpu())) {
      var points = manager.create(POINTS);
      var distances = Operations.manhattan(points, points);
      assertArrayEquals(new float[] {0, 7, 0, 7, 0, 7, 0, 7, 0}, distances.toFloatArray(), 1e-6f);
    }
  }

  @Test
  void nearPointsFarFromTheOriginKeepTheirDistance() {
    try (var manager = Torch.manager(Device.cpu())) {
      var a = manager.create(new float[][] {{4096}});
      var b = manager.create(new float[][] {{4096.5f}});
      assertEquals(0.5f, Operations.euclidean(a, b).getFloat(), 1e-6f);
    }
  }

  @Test
  void euclideanGradientIsTheUnitVectorAndZeroAtDistanceZero() {
    assertArrayEquals(
        new float[] {-0.6f, -0.8f, 1.2f, 1.6f, -0.6f, -0.8f},
        gradientOfSum(Operations::euclidean),
        1e-6f);
  }

  @Test
  void manhattanGradientIsTheSignAndZeroAtDistanceZero() {
    assertArrayEquals(
        new float[] {-1, -1, 2, 2, -1, -1}, gradientOfSum(Operations::manhattan), 1e-6f);
  }

  /** Of the distances from a constant copy of the points to the points. */
  private static float[] gradientOfSum(BinaryOperator<NDArray> distance) {
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var points = manager.create(POINTS);
      points.setRequiresGradient(true);
      collector.backward(distance.apply(manager.create(POINTS), points).sum());
      return points.getGradient().toFloatArray();
    }
  }

  @Test
  void affineMovesByHalfTheWidthAndFillsWithZero() {
    try (var manager = Torch.manager(Device.cpu())) {
      var image = manager.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new Shape(1, 1, 2, 4));
      var theta = manager.create(new float[] {1, 0, 1, 0, 1, 0}, new Shape(1, 2, 3));
      var moved = Operations.affine(image, theta);
      assertArrayEquals(new float[] {3, 4, 0, 0, 7, 8, 0, 0}, moved.toFloatArray(), 1e-6f);
    }
  }

  @Test
  void displaceMovesWhereTheGridSays() {
    try (var manager = Torch.manager(Device.cpu())) {
      var image = manager.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new Shape(1, 1, 2, 4));
      // every pixel takes its value from one pixel further right: a quarter of the width 2
      var right = manager.create(new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0, 0, 0, 0});
      var moved = Operations.displace(image, right.reshape(1, 2, 2, 2));
      assertArrayEquals(new float[] {2, 3, 4, 0, 6, 7, 8, 0}, moved.toFloatArray(), 1e-5f);
    }
  }

  @Test
  void logSumExpLooksAtTheChosenOnlyAndDoesNotOverflow() {
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var x = manager.create(new float[][] {{1000, 1000, 5000}, {1, 2, 3}});
      var mask = manager.create(new float[][] {{1, 1, 0}, {0, 0, 0}});
      x.setRequiresGradient(true);
      var result = Operations.logSumExp(x, mask);
      assertArrayEquals(
          new float[] {(float) (1000 + Math.log(2)), -Operations.NOTHING}, result.toFloatArray());
      collector.backward(result.maximum(0).sum());
      assertArrayEquals(new float[] {0.5f, 0.5f, 0, 0, 0, 0}, x.getGradient().toFloatArray());
    }
  }

  @Test
  void extremesAreAmongTheChosenAndEqualOnesShareTheGradient() {
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var x = manager.create(new float[][] {{2, 1, 2, 9}, {1, 2, 3, 4}});
      var mask = manager.create(new float[][] {{1, 1, 1, 0}, {0, 0, 0, 0}});
      x.setRequiresGradient(true);
      var largest = Operations.largest(x, mask);
      var smallest = Operations.smallest(x, mask);
      assertArrayEquals(new float[] {2, -Operations.NOTHING}, largest.toFloatArray());
      assertArrayEquals(new float[] {1, Operations.NOTHING}, smallest.toFloatArray());
      collector.backward(largest.add(smallest).sum());
      assertArrayEquals(new float[] {0.5f, 1, 0.5f, 0, 0, 0, 0, 0}, x.getGradient().toFloatArray());
    }
  }
}
