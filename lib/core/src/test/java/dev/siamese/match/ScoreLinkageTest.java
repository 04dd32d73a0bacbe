package dev.siamese.match;

import static dev.siamese.match.SimilarRecords.pair;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
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

  /** 60 pairs, of which some are labelled, and three rows that are alike. */
  private static ScoreLinkage pairsAndOneTriple(int labelled) {
    var labels = new HashMap<Long, Boolean>();
    var pairs = new long[63];
    var scores = new float[63];
    for (int i = 0; i < 60; i++) {
      pairs[i] = pair(2 * i, 2 * i + 1);
      scores[i] = 0.9f;
      if (i < labelled) {
        labels.put(pairs[i], true);
      }
    }
    pairs[60] = pair(120, 121);
    pairs[61] = pair(120, 122);
    pairs[62] = pair(121, 122);
    scores[60] = 0.7f;
    scores[61] = 0.8f;
    scores[62] = 0.75f;
    return new ScoreLinkage(123, pairs, scores, labels, (left, right) -> 0, 0.5);
  }

  @Test
  void rareLargerClustersKeepTheirBestPairIfAllLabelsAreOfPairs() {
    var clusters = pairsAndOneTriple(30).cluster();
    assertEquals(61, clusters.size());
    assertEquals(List.of(120, 122), clusters.get(60));
    assertEquals(List.of(120, 121, 122), pairsAndOneTriple(29).cluster().get(60));
  }
}
