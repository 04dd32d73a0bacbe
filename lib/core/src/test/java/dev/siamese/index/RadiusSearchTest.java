package dev.siamese.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compared with the distances of all pairs, which are also compared with those of the distance. */
class RadiusSearchTest {

  private record Pair(int row, int other, double distance) {}

  private static List<Pair> within(ExactIndex index, double radius) {
    var pairs = new ArrayList<Pair>();
    index
        .vectors()
        .forEachPair(
            (row, other, distance) -> {
              if (distance <= radius) {
                pairs.add(new Pair(row, other, distance));
              }
            });
    return pairs;
  }

  private static void assertPairsWithin(ExactIndex index, double radius) {
    var found = new ArrayList<Pair>();
    index.search(
        index,
        row -> index.vectors().size(),
        radius,
        (row, other) -> other > row,
        (row, near) -> {
          for (int i = 0; i < near.size(); i++) {
            found.add(new Pair(row, near.rows()[i], near.distances()[i]));
          }
        });
    found.sort((a, b) -> a.row != b.row ? a.row - b.row : a.other - b.other);
    assertEquals(within(index, radius), found);
  }

  @Test
  void allPairsWithinARadiusAreFound() {
    var x = BruteForce.clusters(700, 6, 40, 0.2, 1);
    x[9] = new float[6];
    x[10] = x[11].clone();
    for (Distance by :
        List.of(
            Distances.EUCLIDEAN,
            Distances.SQUARED_EUCLIDEAN,
            Distances.COSINE,
            Distances.MANHATTAN,
            Distances.minkowski(3))) {
      var index = ExactIndex.of(x, by);
      for (double radius : new double[] {-1, 0, 0.01, 0.3, 1}) {
        assertPairsWithin(index, radius);
      }
    }
  }

  @Test
  void aRadiusIncludesItsOwnDistance() {
    var index = ExactIndex.of(BruteForce.grid(500, 2, 9, 2), Distances.EUCLIDEAN);
    for (int squared : new int[] {0, 1, 2, 5}) {
      assertPairsWithin(index, Math.sqrt(squared));
    }
  }

  @Test
  void otherDistancesAreTheirOwn() {
    var x = BruteForce.gaussian(301, 4, 12);
    try (var manager = Torch.manager(Device.cpu())) {
      var vectors = manager.create(x);
      for (Distance by : List.of(Distances.MANHATTAN, Distances.minkowski(1.5))) {
        var all = by.allPairs(vectors, vectors).toFloatArray();
        var found = ExactIndex.of(x, by).searchSelf(6);
        for (int row = 0; row < x.length; row++) {
          for (int i = 0; i < 6; i++) {
            int other = found.get(row).rows()[i];
            assertEquals(all[row * x.length + other], found.get(row).distances()[i], 1e-6);
          }
        }
      }
      BruteForce.assertSearchSelf(Distances.MANHATTAN, BruteForce.grid(400, 3, 4, 3), 12);
    }
  }
}
