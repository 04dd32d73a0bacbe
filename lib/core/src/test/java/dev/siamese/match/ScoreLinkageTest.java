package dev.siamese.match;

import static dev.siamese.match.SimilarRecords.pair;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreLinkageTest {

  private static final long[] PAIRS = {pair(0, 1), pair(1, 2), pair(2, 3)};

  private static List<List<Integer>> cluster(Map<Long, Boolean> labels, float... scores) {
    return new ScoreLinkage(5, PAIRS, scores, labels, (left, right) -> 0.1, 0.5).cluster();
  }

  @Test
  void aChainOfSimilarRowsIsNotOneCluster() {
    // 1 and 2 are merged if (0.8 + 0.1) / 2 ≥ 0.5
    assertEquals(List.of(List.of(0, 1)), cluster(Map.of(), 0.9f, 0.8f, 0.4f));
    assertEquals(List.of(List.of(0, 1, 2)), cluster(Map.of(), 0.96f, 0.95f, 0.4f));
    assertEquals(List.of(List.of(0, 1), List.of(2, 3)), cluster(Map.of(), 0.9f, 0.6f, 0.7f));
  }

  @Test
  void labelledPairsAreClusteredAsLabelled() {
    assertEquals(
        List.of(List.of(0, 4), List.of(1, 2)),
        cluster(Map.of(pair(0, 4), true, pair(0, 1), false), 0.9f, 0.8f, 0.4f));
  }

  @Test
  void clustersOfAPairLabelledDifferentAreNotMerged() {
    var linkage =
        new ScoreLinkage(
            3,
            new long[] {pair(0, 1), pair(1, 2)},
            new float[] {1, 1},
            Map.of(pair(0, 2), false),
            (left, right) -> 1,
            0.1);
    assertEquals(List.of(List.of(0, 1)), linkage.cluster());
    assertEquals(0, linkage.score(2, 0));
  }
}
