package dev.siamese.mining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HardNegativeMinerTest {

  /** Points on a line, with obvious distances. */
  private static final float[][] LINE = {{0}, {1}, {1.25f}, {1.5f}, {3}, {10}};

  private static final int[] CLASSES = {0, 0, 1, 1, 1, 2};

  private static int[][] mine(HardNegativeMiner miner, float[][] x, int... classes) {
    try (var manager = Torch.manager(Device.cpu())) {
      return miner.mine(manager.create(x), classes);
    }
  }

  private static HardNegativeMiner ranks(int minRank, int maxRank, FalseNegativeFilter filter) {
    return new HardNegativeMiner(Distances.EUCLIDEAN, minRank, maxRank, filter);
  }

  @Test
  void theNearestOfOtherClassesComeFirst() {
    var found = mine(new HardNegativeMiner(Distances.EUCLIDEAN, 2), LINE, CLASSES);
    assertArrayEquals(new int[][] {{2, 3}, {2, 3}, {1, 0}, {1, 0}, {1, 0}, {4, 3}}, found);
  }

  @Test
  void ranksAreCountedFromOneAndEndWhereCandidatesDo() {
    var found = mine(ranks(2, 4, FalseNegativeFilter.OFF), LINE, CLASSES);
    assertArrayEquals(new int[] {3, 4, 5}, found[0]);
    assertArrayEquals(new int[] {0, 5}, found[2]);
    assertArrayEquals(new int[0], mine(ranks(9, 9, FalseNegativeFilter.OFF), LINE, CLASSES)[0]);
  }

  @Test
  void negativesNearerThanThePositiveAreLeftOutAndRanksMoveUp() {
    // row 1: its positive is at distance 1, so the rows at 0.25 and 0.5 are filtered
    var found = mine(ranks(1, 2, FalseNegativeFilter.absoluteMargin(0.5)), LINE, CLASSES);
    assertArrayEquals(new int[] {4, 5}, found[1]);
    // row 5 has no positive, so it has no bound
    assertArrayEquals(new int[] {4, 3}, found[5]);
    var looser = mine(ranks(1, 2, FalseNegativeFilter.absoluteMargin(-0.6)), LINE, CLASSES);
    assertArrayEquals(new int[] {3, 4}, looser[1]);
  }

  @Test
  void minedNegativesAreThoseOfANaiveRankingInEveryBlock() {
    int n = 1500; // three blocks
    var random = new Seed(1).generator();
    var x = new float[n][2];
    var classes = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
      classes[i] = random.nextInt(100);
    }
    for (Distance distance : new Distance[] {Distances.EUCLIDEAN, Distances.COSINE}) {
      var miner = new HardNegativeMiner(distance, 3, 7).withAbsoluteMargin(0.01);
      var found = mine(miner, x, classes);
      try (var manager = Torch.manager(Device.cpu())) {
        var array = manager.create(x);
        for (int row = 0; row < n; row += 97) {
          var query = array.get(row + ":" + (row + 1));
          assertArrayEquals(
              naive(distance.allPairs(query, array).toFloatArray(), row, classes, 0.01),
              found[row],
              distance + ", row " + row);
        }
      }
    }
  }

  private static int[] naive(float[] d, int row, int[] classes, double margin) {
    double positive =
        IntStream.range(0, d.length)
            .filter(i -> i != row && classes[i] == classes[row])
            .mapToDouble(i -> d[i])
            .min()
            .orElse(Double.NEGATIVE_INFINITY);
    return IntStream.range(0, d.length)
        .filter(i -> classes[i] != classes[row] && d[i] > positive + margin)
        .boxed()
        .sorted(Comparator.comparing(i -> d[i]))
        .mapToInt(i -> i)
        .skip(2)
        .limit(5)
        .toArray();
  }

  @Test
  void marginsAreThoseOfSimilarities() {
    // positive at similarity 0.8
    double positive = 0.2;
    assertEquals(
        1 - 0.95 * 0.8,
        FalseNegativeFilter.relativeMargin(0.05).minNegativeDistance(positive),
        1e-12);
    assertEquals(
        1 - (0.8 - 0.05),
        FalseNegativeFilter.absoluteMargin(0.05).minNegativeDistance(positive),
        1e-12);
    assertTrue(FalseNegativeFilter.OFF.minNegativeDistance(positive) < 0);
  }

  @Test
  void relativeMarginsNeedASimilarity() {
    new HardNegativeMiner(Distances.COSINE, 1, 2).withRelativeMargin(0.05);
    var miner = new HardNegativeMiner(Distances.EUCLIDEAN, 1, 2);
    var error = assertThrows(IllegalArgumentException.class, () -> miner.withRelativeMargin(0.05));
    assertTrue(error.getMessage().contains("euclidean"), error.getMessage());
  }

  @Test
  void anInterruptedThreadReturnsTheRowsSoFar() {
    Thread.currentThread().interrupt();
    var found = mine(new HardNegativeMiner(Distances.EUCLIDEAN, 2), LINE, CLASSES);
    assertTrue(Thread.interrupted(), "the interrupt stays visible to the caller");
    assertArrayEquals(new int[6][0], found);
  }

  @Test
  void invalidArgumentsAreRefused() {
    var miner = new HardNegativeMiner(Distances.EUCLIDEAN, 2);
    var nan = new float[][] {{0}, {Float.NaN}, {1}};
    var row = assertThrows(IllegalArgumentException.class, () -> mine(miner, nan, 0, 0, 1));
    assertTrue(row.getMessage().contains("row 1 "), row.getMessage());
    assertThrows(IllegalArgumentException.class, () -> mine(miner, LINE, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> ranks(0, 2, FalseNegativeFilter.OFF));
    assertThrows(IllegalArgumentException.class, () -> ranks(3, 2, FalseNegativeFilter.OFF));
    assertThrows(IllegalArgumentException.class, () -> FalseNegativeFilter.relativeMargin(2));
    assertThrows(
        IllegalArgumentException.class, () -> FalseNegativeFilter.absoluteMargin(Double.NaN));
  }
}
