package dev.siamese.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Compared with measuring all pairs in double precision. */
class NeighboursTest {

  private static final NDManager MANAGER = Torch.manager(Device.cpu());
  private static final List<Distances> MEASURED =
      List.of(Distances.EUCLIDEAN, Distances.SQUARED_EUCLIDEAN, Distances.COSINE);

  @AfterAll
  static void close() {
    MANAGER.close();
  }

  private static float[][] gaussian(int n, int dimensions, long seed) {
    var random = new Seed(seed).generator();
    var x = new float[n][dimensions];
    for (var row : x) {
      for (int d = 0; d < dimensions; d++) {
        row[d] = (float) random.nextGaussian();
      }
    }
    return x;
  }

  /** Points about some centres, as far apart as Gaussian vectors. */
  private static float[][] clusters(int n, int dimensions, int centres, double radius, long seed) {
    var x = gaussian(n, dimensions, seed);
    var centre = gaussian(centres, dimensions, seed + 1);
    for (int row = 0; row < n; row++) {
      for (int d = 0; d < dimensions; d++) {
        x[row][d] = (float) (centre[row % centres][d] + radius * x[row][d]);
      }
    }
    return x;
  }

  private static double distance(Distances by, float[] a, float[] b) {
    double scaleA = by == Distances.COSINE ? length(a) : 1;
    double scaleB = by == Distances.COSINE ? length(b) : 1;
    if (scaleA == 0 || scaleB == 0) {
      return 1;
    }
    double squares = 0;
    for (int d = 0; d < a.length; d++) {
      double difference = a[d] / scaleA - b[d] / scaleB;
      squares += difference * difference;
    }
    return squares;
  }

  private static double length(float[] a) {
    return Math.sqrt(IntStream.range(0, a.length).mapToDouble(d -> (double) a[d] * a[d]).sum());
  }

  private static int[] naive(Distances by, float[] query, float[][] references, int self, int k) {
    var distances =
        Arrays.stream(references).mapToDouble(row -> distance(by, query, row)).toArray();
    // cosine distance is half the square, but 1 where there is no direction
    if (by == Distances.COSINE) {
      boolean none = length(query) == 0;
      for (int i = 0; i < distances.length; i++) {
        distances[i] = none || length(references[i]) == 0 ? 1 : 0.5 * distances[i];
      }
    }
    return IntStream.range(0, references.length)
        .filter(i -> i != self)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> distances[i])) // stable
        .limit(k)
        .mapToInt(i -> i)
        .toArray();
  }

  private static void assertNaive(Distances by, float[][] x, IntUnaryOperator count) {
    var rows = new Measured(MANAGER.create(x), by);
    var visited = new int[1];
    new Neighbours(rows, rows)
        .forEach(
            count,
            (query, nearest) -> {
              visited[0]++;
              var expected = naive(by, x[query], x, query, count.applyAsInt(query));
              assertArrayEquals(expected, nearest, by + ", query " + query);
            });
    long wanted = IntStream.range(0, x.length).filter(q -> count.applyAsInt(q) > 0).count();
    assertEquals(wanted, visited[0]);
  }

  @Test
  void theNearestOfOthersAreFound() {
    for (var by : MEASURED) {
      for (int dimensions : new int[] {1, 7, 64}) {
        assertNaive(by, gaussian(650, dimensions, dimensions), query -> 10);
      }
      assertNaive(by, gaussian(5, 3, 1), query -> 10);
      assertNaive(by, gaussian(1, 3, 1), query -> 1);
    }
  }

  @Test
  void everyQueryGetsAsManyAsItWants() {
    assertNaive(Distances.EUCLIDEAN, gaussian(650, 16, 1), query -> query % 7 * 30);
    assertNaive(Distances.COSINE, gaussian(300, 16, 2), query -> query < 150 ? 3 : 1000);
  }

  @Test
  void equallyNearOnesAreRankedByRow() {
    var random = new Seed(3).generator();
    var x = new float[800][3];
    for (var row : x) {
      for (int d = 0; d < row.length; d++) {
        row[d] = random.nextInt(4);
      }
    }
    assertNaive(Distances.EUCLIDEAN, x, query -> 12);
    assertNaive(Distances.SQUARED_EUCLIDEAN, x, query -> 12);
    var equal = new float[1300][4];
    for (var row : equal) {
      Arrays.fill(row, 0.3f);
    }
    for (var by : MEASURED) {
      assertNaive(by, equal, query -> 9);
    }
  }

  @Test
  void zerosAreAtRightAnglesToAllUnderCosine() {
    var x = clusters(700, 5, 2, 0.5, 4);
    for (int row = 0; row < x.length; row += 3) {
      Arrays.fill(x[row], 0);
    }
    assertNaive(Distances.COSINE, x, query -> 20);
    assertNaive(Distances.COSINE, x, query -> 480);
  }

  @Test
  void whatRoundingCannotPartIsMeasured() {
    for (double radius : new double[] {1e-2, 1e-4, 1e-6}) {
      assertNaive(Distances.EUCLIDEAN, clusters(1300, 16, 1, radius, 5), query -> 10);
      assertNaive(Distances.EUCLIDEAN, clusters(2400, 16, 2, radius, 6), query -> 10);
      assertNaive(Distances.COSINE, clusters(1300, 16, 9, radius, 7), query -> 10);
    }
  }

  @Test
  void neitherFarAwayNorOneFarOffMatters() {
    var x = gaussian(650, 8, 8);
    for (var row : x) {
      row[0] += 1000;
    }
    assertNaive(Distances.EUCLIDEAN, x, query -> 10);
    x[100][3] = 1e6f;
    assertNaive(Distances.EUCLIDEAN, x, query -> 10);
  }

  @Test
  void referencesMayBeOthers() {
    var x = gaussian(330, 12, 9);
    var y = clusters(701, 12, 5, 0.9, 10);
    Arrays.fill(y[3], 0);
    for (var by : MEASURED) {
      new Neighbours(new Measured(MANAGER.create(x), by), new Measured(MANAGER.create(y), by))
          .forEach(
              query -> query == 4 ? 0 : query % 100,
              (query, nearest) -> {
                var expected = naive(by, x[query], y, -1, query % 100);
                assertArrayEquals(expected, nearest, by + ", query " + query);
              });
    }
  }

  @Test
  void onlyWhoMayBeChosenIs() {
    var x = gaussian(900, 6, 11);
    var rows = new Measured(MANAGER.create(x), Distances.EUCLIDEAN);
    var choice =
        new Neighbours.Choice() {
          @Override
          public boolean includes(int query, int reference) {
            return query % 3 != reference % 3;
          }

          @Override
          public double beyond(int query) {
            return 1.5;
          }
        };
    new Neighbours(rows, rows, choice)
        .forEach(
            query -> 5,
            (query, nearest) -> {
              var expected =
                  Arrays.stream(naive(Distances.EUCLIDEAN, x[query], x, query, x.length))
                      .filter(other -> other % 3 != query % 3)
                      .filter(other -> distance(Distances.EUCLIDEAN, x[query], x[other]) > 2.25)
                      .limit(5)
                      .toArray();
              assertArrayEquals(expected, nearest, "query " + query);
            });
  }

  @Test
  void distancesKnownByNameAreAskedForAll() {
    var x = gaussian(301, 4, 12);
    var rows = new Measured(MANAGER.create(x), Distances.MANHATTAN);
    var all = Distances.MANHATTAN.allPairs(MANAGER.create(x), MANAGER.create(x)).toFloatArray();
    new Neighbours(rows, rows)
        .forEach(
            query -> 6,
            (query, nearest) ->
                assertArrayEquals(
                    IntStream.range(0, x.length)
                        .filter(i -> i != query)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> all[query * x.length + i]))
                        .limit(6)
                        .mapToInt(i -> i)
                        .toArray(),
                    nearest));
  }

  @Test
  void whateverIsJudgedBeyondIsFarther() {
    for (var rounding : Rounding.values()) {
      for (int dimensions : new int[] {1, 3, 33, 256}) {
        var x = clusters(41, dimensions, 4, 0.02, dimensions);
        var measured = new Measured(MANAGER.create(x), Distances.EUCLIDEAN);
        var nearness = new ByProduct(measured, measured, rounding);
        assertBeyondIsFarther(nearness, x.length);
      }
    }
  }

  private static void assertBeyondIsFarther(ByProduct nearness, int n) {
    int told = 0;
    for (int query = 0; query < n; query++) {
      var judged = nearness.judge(new int[] {query}, 0);
      var judgements = new float[n];
      var row = new long[judged.longs()];
      judged.copy(0, 0, row);
      for (int i = 0; i < row.length; i++) {
        long all =
            judged.rounding().within(row[i], judged.rounding().bars(Float.POSITIVE_INFINITY));
        judged.find(i, row[i], all, (reference, judgement) -> judgements[reference] = judgement);
      }
      for (int near = 0; near < n; near++) {
        float most = nearness.most(query, near, judgements[near]);
        for (int far = 0; far < n; far++) {
          if (judgements[far] > most) {
            assertTrue(nearness.distance(query, far) > nearness.distance(query, near));
            told++;
          }
        }
      }
    }
    assertTrue(told > n * n * n / 4, "most are told apart, not only " + told);
  }

  @Test
  void differentSpacesAreRefused() {
    var a = new Measured(MANAGER.create(new float[2][3]), Distances.EUCLIDEAN);
    var b = new Measured(MANAGER.create(new float[2][4]), Distances.EUCLIDEAN);
    var error = assertThrows(IllegalArgumentException.class, () -> new Neighbours(a, b));
    assertEquals(
        "queries of length 3 by euclidean have no neighbours among references of length 4 by euclidean",
        error.getMessage());
  }
}
