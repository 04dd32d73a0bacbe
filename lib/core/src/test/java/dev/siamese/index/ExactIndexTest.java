package dev.siamese.index;

import static dev.siamese.index.BruteForce.assertNeighbours;
import static dev.siamese.index.BruteForce.assertSearchSelf;
import static dev.siamese.index.BruteForce.clusters;
import static dev.siamese.index.BruteForce.gaussian;
import static dev.siamese.index.BruteForce.grid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Compared with the distances of all pairs in double precision. */
class ExactIndexTest {

  private static final NDManager MANAGER = Torch.manager(Device.cpu());
  private static final List<Distances> EUCLIDEAN_DISTANCES =
      List.of(Distances.EUCLIDEAN, Distances.SQUARED_EUCLIDEAN, Distances.COSINE);

  @AfterAll
  static void close() {
    MANAGER.close();
  }

  @Test
  void theNearestOtherRowsAreFound() {
    for (var by : EUCLIDEAN_DISTANCES) {
      for (int dimensions : new int[] {1, 7, 64}) {
        if (by != Distances.COSINE || dimensions > 1) { // in one dimension, all cosines are ties
          assertSearchSelf(by, gaussian(650, dimensions, dimensions), 10);
        }
      }
    }
  }

  @Test
  void severalBlocksOfRowsAreSearched() {
    var x = gaussian(9000, 4, 13);
    var queries = Arrays.copyOf(x, 600);
    var found = ExactIndex.of(x, Distances.EUCLIDEAN).search(MANAGER.create(queries), 70);
    for (int query = 0; query < queries.length; query += 37) {
      assertNeighbours(Distances.EUCLIDEAN, x[query], x, 70, row -> true, found.get(query));
    }
  }

  @Test
  void fewerRowsThanWantedAreAllFound() {
    for (int n : new int[] {1, 5, 70}) {
      assertSearchSelf(Distances.EUCLIDEAN, gaussian(n, 3, n), 100);
    }
    var empty = ExactIndex.of(MANAGER.create(new Shape(0, 3)), Distances.EUCLIDEAN);
    assertEquals(List.of(), empty.searchSelf(3));
    assertEquals(0, empty.search(MANAGER.create(gaussian(9, 3, 1)), 3).get(8).size());
  }

  @Test
  void tiesAreSortedByRow() {
    for (var by : List.of(Distances.EUCLIDEAN, Distances.SQUARED_EUCLIDEAN)) {
      assertSearchSelf(by, grid(800, 3, 4, 3), 12);
    }
    var equal = new float[1300][4];
    for (var row : equal) {
      Arrays.fill(row, 0.3f);
    }
    for (var by : EUCLIDEAN_DISTANCES) {
      assertSearchSelf(by, equal, 9);
    }
  }

  @Test
  void proportionalVectorsAreAtCosineDistance0() {
    var found =
        ExactIndex.of(new float[][] {{1, 2}, {3, 6}, {1, 2.1f}, {5, 10}}, Distances.COSINE)
            .searchSelf(2);
    assertEquals(List.of(1, 3), Arrays.stream(found.get(0).rows()).boxed().toList());
    assertEquals(0, found.get(0).distances()[1]);
  }

  @Test
  void zeroVectorsAreAtCosineDistance1() {
    var x = clusters(700, 5, 2, 0.5, 4);
    for (int row = 0; row < x.length; row += 3) {
      Arrays.fill(x[row], 0);
    }
    assertSearchSelf(Distances.COSINE, x, 20);
    assertSearchSelf(Distances.COSINE, x, 480);
    assertSearchSelf(Distances.COSINE, new float[40][3], 5);
  }

  @Test
  void rowsThatRoundingCannotSeparateAreRanked() {
    for (double radius : new double[] {1e-2, 1e-4, 1e-6}) {
      assertSearchSelf(Distances.EUCLIDEAN, clusters(1300, 16, 1, radius, 5), 10);
      assertSearchSelf(Distances.EUCLIDEAN, clusters(2400, 16, 2, radius, 6), 10);
      assertSearchSelf(Distances.SQUARED_EUCLIDEAN, clusters(1300, 16, 9, radius, 7), 10);
    }
  }

  @Test
  void scaleOffsetAndOutliersDoNotMatter() {
    for (float scale : new float[] {1e-42f, 1e-30f, 1e-3f, 1e18f, 1e37f}) {
      var x = gaussian(300, 8, 8);
      for (var row : x) {
        for (int d = 0; d < row.length; d++) {
          row[d] *= scale;
        }
      }
      assertSearchSelf(Distances.EUCLIDEAN, x, 10);
    }
    var x = gaussian(650, 8, 8);
    for (var row : x) {
      row[0] += 1000;
    }
    assertSearchSelf(Distances.EUCLIDEAN, x, 10);
    x[100][3] = 1e6f;
    assertSearchSelf(Distances.EUCLIDEAN, x, 10);
  }

  @Test
  void manyAndFewQueriesFindTheSameRows() {
    var x = gaussian(330, 12, 9);
    var y = clusters(701, 12, 5, 0.9, 10);
    Arrays.fill(y[3], 0);
    for (var by : EUCLIDEAN_DISTANCES) {
      var index = ExactIndex.of(y, by);
      var many = index.search(MANAGER.create(x), 25);
      for (int query = 0; query < x.length; query += 11) {
        assertNeighbours(by, x[query], y, 25, row -> true, many.get(query));
        var one = index.search(MANAGER.create(new float[][] {x[query]}), 25).get(0);
        assertNeighbours(by, x[query], y, 25, row -> true, one);
      }
    }
  }

  @Test
  void eachQueryHasItsOwnK() {
    var x = gaussian(650, 16, 1);
    for (Distance by : List.of(Distances.EUCLIDEAN, Distances.MANHATTAN)) {
      var index = ExactIndex.of(x, by);
      var visited = new ArrayList<Integer>();
      index.search(
          index,
          query -> query % 7 * 30,
          Double.POSITIVE_INFINITY,
          ExactIndex.Filter.ALL,
          (query, found) -> {
            visited.add(query);
            assertEquals(query % 7 * 30, found.size());
            assertTrue(Arrays.stream(found.rows()).noneMatch(row -> row == query));
          });
      assertEquals(
          IntStream.range(0, x.length).filter(query -> query % 7 > 0).boxed().toList(), visited);
    }
  }

  @Test
  void theFilterRestrictsRowsAndDistances() {
    var x = gaussian(900, 6, 11);
    for (Distance by : List.of(Distances.EUCLIDEAN, Distances.MANHATTAN)) {
      var filter =
          new ExactIndex.Filter() {
            @Override
            public boolean accepts(int query, int row) {
              return query % 3 != row % 3;
            }

            @Override
            public double minDistance(int query) {
              return 1.5;
            }
          };
      var index = ExactIndex.of(x, by);
      var found = index.search(index, 5, filter);
      for (int row = 0; row < x.length; row++) {
        int query = row;
        assertNeighbours(
            by,
            x[query],
            x,
            5,
            other -> other % 3 != query % 3 && BruteForce.distance(by, x[query], x[other]) > 1.5,
            found.get(query));
      }
    }
  }

  @Test
  void invalidArgumentsAreRejected() {
    var index = ExactIndex.of(gaussian(5, 3, 1), Distances.EUCLIDEAN);
    assertThrows(IllegalArgumentException.class, () -> index.searchSelf(0));
    var longer = MANAGER.create(new float[2][4]);
    var error = assertThrows(IllegalArgumentException.class, () -> index.search(longer, 1));
    assertTrue(error.getMessage().contains("4") && error.getMessage().contains("3"));
    var other = ExactIndex.of(gaussian(5, 3, 1), Distances.COSINE);
    assertThrows(
        IllegalArgumentException.class, () -> index.search(other, 1, ExactIndex.Filter.ALL));
    var invalid = gaussian(5, 3, 1);
    invalid[2][1] = Float.NaN;
    invalid[4][0] = Float.POSITIVE_INFINITY;
    error =
        assertThrows(
            IllegalArgumentException.class, () -> ExactIndex.of(invalid, Distances.COSINE));
    assertTrue(error.getMessage().contains("rows 2, 4"), error.getMessage());
  }

  @Test
  void nothingStaysOpen() {
    var x = gaussian(600, 8, 2);
    searchByTwoDistances(x); // loads operations and constants, which stay
    int before = Torch.liveTensorCount();
    searchByTwoDistances(x);
    assertEquals(before, Torch.liveTensorCount());
  }

  private static void searchByTwoDistances(float[][] x) {
    for (Distance by : List.of(Distances.EUCLIDEAN, Distances.MANHATTAN)) {
      ExactIndex.of(x, by).searchSelf(3);
    }
  }
}
