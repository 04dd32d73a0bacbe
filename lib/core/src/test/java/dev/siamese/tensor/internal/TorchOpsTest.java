package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TorchOpsTest {

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
  void manyEuclideanDistancesAreThoseOfTheFormulaTooAndEqualVectorsAreAtZero() {
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
      var moved = ImageOps.affine(image, theta);
      assertArrayEquals(new float[] {3, 4, 0, 0, 7, 8, 0, 0}, moved.toFloatArray(), 1e-6f);
    }
  }

  @Test
  void betweenPixelsAffineReadsByTheCubicOfKeys() {
    try (var manager = Torch.manager(Device.cpu())) {
      var image = manager.create(new float[] {0, 0, 0, 1, 0, 0, 0, 0}, new Shape(1, 1, 1, 8));
      var halfAPixel = new float[] {1, 0, 0.125f, 0, 1, 0};
      var moved = ImageOps.affine(image, manager.create(halfAPixel, new Shape(1, 2, 3)));
      double near = 1.25 / 8 - 2.25 / 4 + 1; // (a + 2) x³ − (a + 3) x² + 1, a = −¾, x = ½
      double far = -0.75 * (27 / 8.0 - 5 * 9 / 4.0 + 8 * 3 / 2.0 - 4); // a (x³ − 5x² + 8x − 4)
      var expected = new float[] {0, (float) far, (float) near, (float) near, (float) far, 0, 0, 0};
      assertArrayEquals(expected, moved.toFloatArray(), 1e-6f);
    }
  }

  @Test
  void displaceMovesWhereTheGridSays() {
    try (var manager = Torch.manager(Device.cpu())) {
      var image = manager.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new Shape(1, 1, 2, 4));
      // every pixel takes its value from one pixel further right: a quarter of the width 2
      var right = manager.create(new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0, 0, 0, 0});
      var moved = ImageOps.warp(image, right.reshape(1, 2, 2, 2));
      assertArrayEquals(new float[] {2, 3, 4, 0, 6, 7, 8, 0}, moved.toFloatArray(), 1e-5f);
    }
  }

  @Test
  void replaceStretchesItsArguments() {
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = manager.create(new float[] {1, 2, Float.NaN, 4, 5, 6}, new Shape(2, 3));
      var columns = manager.create(new boolean[] {false, false, true}, new Shape(1, 3));
      var values = manager.create(new float[] {7, 8}, new Shape(2, 1));
      var replaced = MaskedOps.replaceWhere(batch, columns, values);
      assertArrayEquals(new float[] {1, 2, 7, 4, 5, 8}, replaced.toFloatArray());
    }
  }

  @Test
  void resampleReadsBetweenStepsAndStopsAtTheEnds() {
    try (var manager = Torch.manager(Device.cpu())) {
      var signals = manager.create(new float[] {0, 10, 20, 1, 2, 4}, new Shape(1, 2, 3));
      var places = manager.create(new float[] {-3, -0.5f, 1.2f}, new Shape(1, 3));
      var read = ImageOps.gridSample1d(signals, places);
      assertEquals(new Shape(1, 2, 3), read.getShape());
      assertArrayEquals(new float[] {0, 5, 20, 1, 1.5f, 4}, read.toFloatArray(), 1e-5f);
    }
  }

  @Test
  void attentionIsTheMeanOfTheRealValuesWeighedBySoftmax() {
    try (var manager = Torch.manager(Device.cpu())) {
      var query = manager.create(new float[] {1, 2}, new Shape(1, 1, 1, 2));
      var key = manager.create(new float[] {1, 0, 0, 1, 9, 9}, new Shape(1, 1, 3, 2));
      var value = manager.create(new float[] {1, 2, 3, 4, 100, 100}, new Shape(1, 1, 3, 2));
      var real = manager.create(new boolean[] {true, true, false}, new Shape(1, 1, 1, 3));
      double first = 1 / (1 + Math.exp((2 - 1) / Math.sqrt(2)));
      assertArrayEquals(
          new float[] {(float) (3 - 2 * first), (float) (4 - 2 * first)},
          TorchOps.scaledDotProductAttention(query, key, value, real).toFloatArray(),
          1e-6f);
    }
  }

  @Test
  void logSumExpLooksAtTheChosenOnlyAndDoesNotOverflow() {
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var x = manager.create(new float[][] {{1000, 1000, 5000}, {1, 2, 3}});
      var mask = manager.create(new float[][] {{1, 1, 0}, {0, 0, 0}});
      x.setRequiresGradient(true);
      var result = MaskedOps.maskedLogSumExp(x, mask);
      assertArrayEquals(
          new float[] {(float) (1000 + Math.log(2)), -MaskedOps.MASKED}, result.toFloatArray());
      collector.backward(result.maximum(0).sum());
      assertArrayEquals(new float[] {0.5f, 0.5f, 0, 0, 0, 0}, x.getGradient().toFloatArray());
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

  @Test
  void firstAboveCountsWhatIsNotAbove() {
    try (var manager = Torch.manager(Device.cpu())) {
      var rows = manager.create(new float[][] {{0, 0.5f, 0.5f, 2}, {0, 0, 0, 0}});
      var bounds = manager.create(new float[][] {{0, 0.5f, 1.9f}, {0, 0, 0}});
      assertArrayEquals(
          new long[] {1, 3, 3, 4, 4, 4}, TorchOps.searchSorted(rows, bounds).toLongArray());
    }
  }

  @Test
  void singularVectorsAreTheDirectionsOfTheStretchings() {
    try (var manager = Torch.manager(Device.cpu())) {
      var matrix = manager.create(new float[][] {{0, 3}, {4, 0}, {0, 0}});
      var vectors = LinalgOps.rightSingularVectors(matrix);
      assertEquals(new Shape(2, 2), vectors.getShape());
      assertArrayEquals(new float[] {1, 0, 0, 1}, vectors.abs().toFloatArray(), 1e-6f);
    }
  }

  @Test
  void orthogonalIterationMovesOnlyTheSingularValues() {
    try (var manager = Torch.manager(Device.cpu())) {
      // 3 and 4 along turned axes; a polynomial in the matrix acts on each of them by itself
      var matrix = manager.create(new float[][] {{1.8f, 2.4f, 0}, {-3.2f, 2.4f, 0}});
      var three = stretched(3 / 5.0);
      var four = stretched(4 / 5.0);
      var expected = new double[] {0.6 * three, 0.8 * three, 0, -0.8 * four, 0.6 * four, 0};
      var result = LinalgOps.newtonSchulz(matrix).toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], result[i], 1e-5);
      }
      assertTrue(three > 0.68 && three < 1.21 && four > 0.68 && four < 1.21);
    }
  }

  /** Five times the polynomial that Jordan et al. give for one singular value. */
  private static double stretched(double value) {
    for (int i = 0; i < 5; i++) {
      value = 3.4445 * value - 4.775 * Math.pow(value, 3) + 2.0315 * Math.pow(value, 5);
    }
    return value;
  }

  @Test
  void singularValuesAreTheStretchings() {
    try (var manager = Torch.manager(Device.cpu())) {
      // 3 and 4 along the axes, turned by an angle of 3 : 4
      var matrix = manager.create(new float[][] {{1.8f, -3.2f}, {2.4f, 2.4f}, {0, 0}});
      assertArrayEquals(new float[] {4, 3}, LinalgOps.svdvals(matrix).toFloatArray(), 1e-6f);
    }
  }

  @Test
  void extremesAreAmongTheChosenAndEqualOnesShareTheGradient() {
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var x = manager.create(new float[][] {{2, 1, 2, 9}, {1, 2, 3, 4}});
      var mask = manager.create(new float[][] {{1, 1, 1, 0}, {0, 0, 0, 0}});
      x.setRequiresGradient(true);
      var largest = MaskedOps.maskedMax(x, mask);
      var smallest = MaskedOps.maskedMin(x, mask);
      assertArrayEquals(new float[] {2, -MaskedOps.MASKED}, largest.toFloatArray());
      assertArrayEquals(new float[] {1, MaskedOps.MASKED}, smallest.toFloatArray());
      collector.backward(largest.add(smallest).sum());
      assertArrayEquals(new float[] {0.5f, 1, 0.5f, 0, 0, 0, 0, 0}, x.getGradient().toFloatArray());
    }
  }

  @Test
  void whatIsMadeInsideIsMadeOnTheDevice() throws IOException {
    try (var source = TorchOps.class.getResourceAsStream("operations.py")) {
      var text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      var makers = Pattern.compile("torch\\.(eye|zeros|ones|full|arange|linspace|empty|tensor)\\(");
      text.lines()
          .filter(line -> makers.matcher(line).find())
          .forEach(line -> assertTrue(line.contains("device=ops.prim.device("), line));
    }
  }

  @Test
  void whatAGpuFetchesIsPinnedBefore() {
    try (var manager = Torch.manager(Device.cpu())) {
      var host = manager.ones(new Shape(3));
      assertArrayEquals(new float[] {1, 1, 1}, TorchOps.upload(host, manager).toFloatArray());
      assumeTrue(Torch.gpuCount() == 0, "a GPU takes it");
      // PyTorch knows the operation, and misses what it is for
      var error = assertThrows(EngineException.class, () -> TorchOps.uploadPinned(host, manager));
      assertTrue(error.getMessage().contains("accelerator"), error.getMessage());
    }
  }
}
