package dev.siamese.distance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.PyTorchFixtures;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every distance and its gradients against what PyTorch computed in double precision. */
class DistanceFixturesTest {

  /**
   * A line of fixtures/distances.json: two sets, and for each distance three flat arrays, the
   * distances and the gradients of the sets.
   */
  private record Sets(String name, float[][] a, float[][] b, Map<String, double[][]> distances) {}

  @TestFactory
  Stream<DynamicTest> distancesAgreeWithTheirReference() {
    var sets = PyTorchFixtures.as(PyTorchFixtures.read("distances"), Sets[].class);
    assertTrue(sets.length >= 20, "enough cases");
    return sets[0].distances.keySet().stream()
        .map(name -> dynamicTest(name, () -> Arrays.stream(sets).forEach(s -> check(name, s))));
  }

  private static void check(String name, Sets sets) {
    var where = name + " on \"" + sets.name + "\"";
    var expected = sets.distances.get(name);
    var distance = distance(name, sets.a[0].length);
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var a = manager.create(sets.a);
      var b = manager.create(sets.b);
      a.setRequiresGradient(true);
      b.setRequiresGradient(true);
      var weights = manager.create(weights(sets), new Shape(sets.a.length, sets.b.length));
      var distances = distance.allPairs(a, b);
      collector.backward(distances.mul(weights).sum());
      // what is nearly parallel has a cosine of nearly 1, whose last digit is 6e-8
      double floor = distance == Distances.COSINE ? 3e-7 : 0;
      var actual = distances.toFloatArray();
      for (int i = 0; i < actual.length; i++) {
        double allowed = 1e-5 * Math.abs(expected[0][i]) + floor;
        assertEquals(expected[0][i], actual[i], allowed, where + ", entry " + i);
      }
      assertGradient(expected[1], a, floor, where + ", gradient of a");
      assertGradient(expected[2], b, floor, where + ", gradient of b");
    }
  }

  /** To 1e-5 of the largest entry; that of an angle to the floor, by the length of the vector. */
  private static void assertGradient(double[] expected, NDArray set, double floor, String where) {
    var actual = set.getGradient().toFloatArray();
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    double longest = set.norm(new int[] {1}).max().getFloat();
    double allowed = scale < 1e-12 ? 1e-6 : 1e-5 * scale + 3 * floor / Math.max(longest, 1e-6);
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected[i], actual[i], allowed, where + " " + i);
    }
  }

  private static float[] weights(Sets sets) {
    int columns = sets.b.length;
    var weights = new float[sets.a.length * columns];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i / columns + 2 * (i % columns)) % 5 - 1.5f;
    }
    return weights;
  }

  private static Distance distance(String name, int dimensions) {
    if (name.startsWith("minkowski")) {
      return new MinkowskiDistance(Double.parseDouble(name.substring(10, name.length() - 1)));
    }
    if (name.equals("learned-l1")) {
      var weights = new ArrayList<Float>();
      for (int d = 0; d < dimensions; d++) {
        weights.add(-1 + 1.5f * d / Math.max(1, dimensions - 1));
      }
      return new LearnedL1Distance(weights, 0.75f);
    }
    return Distances.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
