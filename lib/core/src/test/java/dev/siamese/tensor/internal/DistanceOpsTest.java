package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class DistanceOpsTest {

  private static final float[][] POINTS = {{1, 2}, {4, 6}, {1, 2}};

  @Test
  void euclideanDistancesAreThoseOfTheFormula() {
    try (var manager = Torch.manager(Device.cpu())) {
      var points = manager.create(POINTS);
      var distances = DistanceOps.cdistL2(points, points);
      assertArrayEquals(new float[] {0, 5, 0, 5, 0, 5, 0, 5, 0}, distances.toFloatArray(), 1e-6f);
    }
  }

  @Test
  void manhattanDistancesAreThoseOfTheFormula() {
    try (var manager = Torch.manager(Device.cpu())) {
      var points = manager.create(POINTS);
      var distances = DistanceOps.cdistL1(points, points);
      assertArrayEquals(new float[] {0, 7, 0, 7, 0, 7, 0, 7, 0}, distances.toFloatArray(), 1e-6f);
    }
  }

  @Test
  void nearPointsFarFromTheOriginKeepTheirDistance() {
    try (var manager = Torch.manager(Device.cpu())) {
      var a = manager.create(new float[][] {{4096}});
      var b = manager.create(new float[][] {{4096.5f}});
      assertEquals(0.5f, DistanceOps.cdistL2(a, b).getFloat(), 1e-6f);
    }
  }

  @Test
  void euclideanDistancesByMatrixProductAreExactAtZero() {
    var random = new Seed(1).generator();
    var rows = new float[20][7];
    for (var row : rows) {
      for (int d = 0; d < 7; d++) {
        row[d] = 1000 + (float) random.nextGaussian();
      }
    }
    rows[3] = rows[12].clone();
    rows[4] = rows[12].clone();
    rows[4][0] += 0.01f;
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var x = manager.create(rows);
      x.setRequiresGradient(true);
      var distances = DistanceOps.cdistL2(x, x);
      for (int i = 0; i < 20; i++) {
        for (int j = 0; j < 20; j++) {
          double sum = 0;
          for (int d = 0; d < 7; d++) {
            sum += Math.pow((double) rows[i][d] - rows[j][d], 2);
          }
          assertEquals(Math.sqrt(sum), distances.getFloat(i, j), 1e-5 * Math.sqrt(sum));
        }
      }
      collector.backward(distances.get("3, 12"));
      assertEquals(0, x.getGradient().abs().max().getFloat());
    }
  }

  @Test
  void euclideanGradientIsTheUnitVectorAndZeroAtDistanceZero() {
    assertArrayEquals(
        new float[] {-0.6f, -0.8f, 1.2f, 1.6f, -0.6f, -0.8f},
        gradientOfSum(DistanceOps::cdistL2),
        1e-6f);
  }

  @Test
  void manhattanGradientIsTheSignAndZeroAtDistanceZero() {
    assertArrayEquals(
        new float[] {-1, -1, 2, 2, -1, -1}, gradientOfSum(DistanceOps::cdistL1), 1e-6f);
  }

  /** The gradient of the sum of distances from a constant copy of the points to the points. */
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
  void weightedManhattanTakesWeightsOfBothSigns() {
    var a = new float[][] {{1, 2, 3}, {-1, 0, 5}};
    var b = new float[][] {{4, 0, 3}, {1, 2, 3}};
    var w = new float[] {0.5f, -2, 3};
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var weights = manager.create(w);
      weights.setRequiresGradient(true);
      var result = DistanceOps.cdistWeightedL1(manager.create(a), manager.create(b), weights);
      var expected = new float[4];
      var slopes = new float[3];
      for (int i = 0; i < 4; i++) {
        for (int d = 0; d < 3; d++) {
          float difference = Math.abs(a[i / 2][d] - b[i % 2][d]);
          expected[i] += w[d] * difference;
          slopes[d] += difference;
        }
      }
      assertArrayEquals(expected, result.toFloatArray(), 1e-5f);
      collector.backward(result.sum());
      assertArrayEquals(slopes, weights.getGradient().toFloatArray(), 1e-5f);
    }
  }
}
