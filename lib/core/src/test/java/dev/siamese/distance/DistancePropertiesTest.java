package dev.siamese.distance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.tensor.Torch;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.FloatRange;

/** Invariants of distances. */
class DistancePropertiesTest {

  private static final int DIMENSIONS = 3;

  @Provide
  Arbitrary<float[][]> embeddings() {
    var anywhere = Arbitraries.floats().between(-10, 10);
    var onAGrid = Arbitraries.of(-1f, 0f, 1f); // with equal and zero rows
    var row =
        Arbitraries.oneOf(
            anywhere.array(float[].class).ofSize(DIMENSIONS),
            onAGrid.array(float[].class).ofSize(DIMENSIONS));
    return row.array(float[][].class).ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<Distance> metrics() {
    return Arbitraries.of(
        Distances.EUCLIDEAN,
        Distances.MANHATTAN,
        new MinkowskiDistance(1.5),
        new MinkowskiDistance(4));
  }

  @Provide
  Arbitrary<Distance> distances() {
    return Arbitraries.oneOf(
        metrics(),
        Arbitraries.of(
            Distances.SQUARED_EUCLIDEAN,
            Distances.COSINE,
            new LearnedL1Distance(List.of(-2f, 0.5f, -0.25f), 1)));
  }

  private static float[][] pairwise(Distance distance, float[][] x) {
    try (var manager = Torch.manager(Device.cpu())) {
      var flat = distance.allPairs(manager.create(x), manager.create(x)).toFloatArray();
      var rows = new float[x.length][x.length];
      for (int i = 0; i < flat.length; i++) {
        rows[i / x.length][i % x.length] = flat[i];
      }
      return rows;
    }
  }

  @Property(tries = 200, seed = "1")
  void distancesAreSymmetricAndNotNegative(
      @ForAll("distances") Distance distance, @ForAll("embeddings") float[][] x) {
    var d = pairwise(distance, x);
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        assertTrue(d[i][j] >= 0, "%s of %d and %d: %s".formatted(distance, i, j, d[i][j]));
        assertEquals(d[i][j], d[j][i], 1e-6 * (1 + d[i][j]), distance.toString());
      }
    }
  }

  @Property(tries = 100, seed = "2")
  void metricsSatisfyTheTriangleInequality(
      @ForAll("metrics") Distance distance, @ForAll("embeddings") float[][] x) {
    var d = pairwise(distance, x);
    for (int i = 0; i < x.length; i++) {
      assertEquals(0, d[i][i], distance.toString());
      for (int j = 0; j < x.length; j++) {
        for (int k = 0; k < x.length; k++) {
          assertTrue(d[i][k] <= (d[i][j] + d[j][k]) * (1 + 1e-5), distance.toString());
        }
      }
    }
  }

  @Property(tries = 100, seed = "3")
  void cosineIgnoresLengths(
      @ForAll("embeddings") float[][] x,
      @ForAll @FloatRange(min = 0.01f, max = 1000) float factor) {
    var longer = new float[x.length][DIMENSIONS];
    for (int i = 0; i < x.length; i++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        longer[i][d] = x[i][d] * factor;
      }
    }
    var before = pairwise(Distances.COSINE, x);
    var after = pairwise(Distances.COSINE, longer);
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        assertEquals(before[i][j], after[i][j], 1e-6);
      }
    }
  }

  @Property(tries = 100, seed = "4")
  void pairedIsTheDiagonalOfAllPairs(
      @ForAll("distances") Distance distance, @ForAll("embeddings") float[][] x) {
    var reversed = new float[x.length][];
    for (int i = 0; i < x.length; i++) {
      reversed[i] = x[x.length - 1 - i];
    }
    var all = pairwise(distance, x);
    try (var manager = Torch.manager(Device.cpu())) {
      var rows = distance.paired(manager.create(x), manager.create(reversed)).toFloatArray();
      for (int i = 0; i < x.length; i++) {
        assertEquals(all[i][x.length - 1 - i], rows[i], 1e-5 * (1 + rows[i]), distance.toString());
      }
    }
  }
}
