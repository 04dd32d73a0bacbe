package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Texts;
import dev.siamese.distance.Distances;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.HashSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class VerificationPairsTest {

  private static final NDManager MANAGER = Torch.manager(Device.cpu());

  @AfterAll
  static void close() {
    MANAGER.close();
  }

  private static PairDistances naive(double[][] x, int[] labels, Distances by) {
    var pairs = new PairCollector();
    for (int i = 0; i < x.length; i++) {
      for (int j = i + 1; j < x.length; j++) {
        pairs.add((float) SampleEmbeddings.distance(by, x[i], x[j]), labels[i] == labels[j]);
      }
    }
    return pairs.collect();
  }

  private static void assertPairs(PairDistances expected, PairDistances actual, float within) {
    assertArrayEquals(expected.positive(), actual.positive(), within);
    assertArrayEquals(expected.negative(), actual.negative(), within);
  }

  @Test
  void allPairsAreComputedOnce() {
    var x = SampleEmbeddings.gaussian(50, 4, 1);
    var labels = SampleEmbeddings.labels(50, 6, 2);
    for (var by : Distances.values()) {
      assertPairs(
          naive(x, labels, by),
          VerificationPairs.all(SampleEmbeddings.floats(MANAGER, x), labels, by),
          1e-5f);
    }
  }

  @Test
  void pairsWithinGroupsAreThoseOfEachGroup() {
    var data =
        new SyntheticGlyphs(3, 4, 3, 8)
            .generate(new Seed(1)); // 12 samples per group, group by group
    var x = SampleEmbeddings.gaussian(36, 4, 1);
    var expected = new PairCollector();
    for (int i = 0; i < 36; i++) {
      for (int j = i + 1; j < 36; j++) {
        if (i / 12 == j / 12) {
          float distance = (float) SampleEmbeddings.distance(Distances.EUCLIDEAN, x[i], x[j]);
          expected.add(distance, data.label(i) == data.label(j));
        }
      }
    }
    var within =
        VerificationPairs.withinGroups(
            SampleEmbeddings.floats(MANAGER, x), data, Distances.EUCLIDEAN);
    assertPairs(expected.collect(), within, 1e-5f);
    assertEquals(3 * 66, within.size());
  }

  @Test
  void theResultDoesNotDependOnTheBlocks() {
    int n = 2100;
    var x = SampleEmbeddings.grid(n, 2, 30, 3);
    var labels = SampleEmbeddings.labels(n, 20, 4);
    assertPairs(
        naive(x, labels, Distances.EUCLIDEAN),
        VerificationPairs.all(SampleEmbeddings.array(MANAGER, x), labels, Distances.EUCLIDEAN),
        0);
  }

  @Test
  void sampledPairsAreDistinct() {
    int rows = 40;
    int count = 200;
    var seen = new HashSet<Integer>();
    var firsts = new HashSet<Integer>();
    var draw = new StratifiedPairs(rows, count, new Seed(1));
    for (int block = 0; block < 4; block++) {
      var first = new int[count / 4];
      var second = new int[count / 4];
      draw.next(first, second);
      for (int i = 0; i < first.length; i++) {
        assertTrue(0 <= first[i] && first[i] < second[i] && second[i] < rows);
        assertTrue(seen.add(first[i] * rows + second[i]), "sampled twice");
        firsts.add(first[i]);
      }
    }
    assertTrue(firsts.size() > 30);
  }

  @Test
  void allPairsAreEquallyLikely() {
    int rows = 8; // 28 pairs
    var counts = new int[rows * rows];
    int draws = 4000;
    for (int seed = 0; seed < draws; seed++) {
      var first = new int[10];
      var second = new int[10];
      new StratifiedPairs(rows, 10, new Seed(seed)).next(first, second);
      for (int i = 0; i < 10; i++) {
        counts[first[i] * rows + second[i]]++;
      }
    }
    for (int i = 0; i < rows; i++) {
      for (int j = i + 1; j < rows; j++) {
        // strata of two or three pairs
        assertEquals(0.42, counts[i * rows + j] / (double) draws, 0.12);
      }
    }
  }

  @Test
  void sampledPairsRepresentAllPairs() {
    var x = SampleEmbeddings.gaussian(400, 4, 1);
    var labels = SampleEmbeddings.labels(400, 4, 2);
    var array = SampleEmbeddings.floats(MANAGER, x);
    for (var by : Distances.values()) {
      var all = VerificationPairs.all(array, labels, by);
      var some = VerificationPairs.sampled(array, labels, by, 40_000, new Seed(1));
      assertEquals(40_000, some.size());
      double fraction = all.positive().length / (double) all.size();
      assertEquals(fraction, some.positive().length / 40_000.0, 0.02);
      assertEquals(all.rocAuc(), some.rocAuc(), 0.02);
      assertPairs(some, VerificationPairs.sampled(array, labels, by, 40_000, new Seed(1)), 0);
    }
  }

  @Test
  void aLargeSampleIsAllPairs() {
    var x = SampleEmbeddings.floats(MANAGER, SampleEmbeddings.gaussian(20, 3, 1));
    var labels = SampleEmbeddings.labels(20, 3, 2);
    assertPairs(
        VerificationPairs.all(x, labels, Distances.EUCLIDEAN),
        VerificationPairs.sampled(x, labels, Distances.EUCLIDEAN, 190, new Seed(1)),
        0);
    assertThrows(
        IllegalArgumentException.class,
        () -> VerificationPairs.sampled(x, labels, Distances.EUCLIDEAN, 0, new Seed(1)));
  }

  @Test
  void pairedRowsKeepTheirLabels() {
    var a = MANAGER.create(new float[][] {{0, 0}, {1, 1}, {0, 2}});
    var b = MANAGER.create(new float[][] {{3, 4}, {1, 1}, {0, 5}});
    var same = new boolean[] {false, true, true};
    var pairs = VerificationPairs.paired(a, b, same, Distances.EUCLIDEAN);
    assertArrayEquals(new float[] {0, 3}, pairs.positive());
    assertArrayEquals(new float[] {5}, pairs.negative());
    var cosine = VerificationPairs.paired(a, b, same, Distances.COSINE);
    assertArrayEquals(new float[] {0, 0}, cosine.positive());
    assertArrayEquals(new float[] {1}, cosine.negative()); // zero vectors
  }

  @Test
  void listedPairsIndexTheEmbeddings() {
    var points = MANAGER.create(new float[][] {{0, 0}, {1, 1}, {3, 4}});
    var texts = Texts.of("a", "b", "c");
    var graded =
        new LabeledPairs(
            texts, new int[] {2, 0, 1}, new int[] {0, 0, 1}, new float[] {0.4f, 0.5f, 1});
    var pairs = VerificationPairs.listed(points, graded, Distances.EUCLIDEAN);
    assertArrayEquals(new float[] {5}, pairs.negative());
    assertArrayEquals(new float[] {0, 0}, pairs.positive(), "a similarity of 0.5");
  }

  @Test
  void mismatchedArgumentsAreRefused() {
    var a = MANAGER.create(new float[][] {{0, 0}, {1, 1}});
    var b = MANAGER.create(new float[][] {{0, 0}});
    assertRefused("(2, 2) and (1, 2)", a, b, 2);
    assertRefused("2 embeddings but 3 labels", a, a, 3);
  }

  private static void assertRefused(String message, NDArray a, NDArray b, int pairs) {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> VerificationPairs.paired(a, b, new boolean[pairs], Distances.COSINE));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }
}
