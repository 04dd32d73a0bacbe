package dev.siamese.match;

import dev.siamese.match.RecordMatcher.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The matches of two collections: the scored pairs of at least a threshold, and those labelled the
 * same, without those labelled different.
 *
 * @param keys of all records
 * @param pairs ascending, see {@link SimilarRecords#pair}
 * @param scores of the pairs
 * @param labels whether a labelled pair is the same
 */
record CrossLinkage(List<String> keys, long[] pairs, float[] scores, Map<Long, Boolean> labels) {

  private record Scored(long pair, double score, boolean isLabeled) {}

  /** The matches by ascending rows; a label has precedence over one-to-one. */
  List<Match> matches(double threshold, boolean oneToOne) {
    var found = new ArrayList<Scored>();
    labels.forEach(
        (pair, same) -> {
          if (same) {
            found.add(new Scored(pair, 1, true));
          }
        });
    for (int i = 0; i < pairs.length; i++) {
      if (scores[i] >= threshold && !labels.containsKey(pairs[i])) {
        found.add(new Scored(pairs[i], scores[i], false));
      }
    }
    var kept = oneToOne ? oneToOne(found) : found;
    kept.sort(Comparator.comparingLong(Scored::pair));
    return numbered(kept);
  }

  private static List<Scored> oneToOne(List<Scored> found) {
    found.sort(
        Comparator.comparing(Scored::isLabeled, Comparator.reverseOrder())
            .thenComparing(Scored::score, Comparator.reverseOrder())
            .thenComparing(Scored::pair));
    var matched = new HashSet<Integer>();
    var kept = new ArrayList<Scored>();
    for (var each : found) {
      int left = SimilarRecords.left(each.pair);
      int right = SimilarRecords.right(each.pair);
      if (each.isLabeled || !matched.contains(left) && !matched.contains(right)) {
        matched.add(left);
        matched.add(right);
        kept.add(each);
      }
    }
    return kept;
  }

  /** With the number of the connected component, by its first match. */
  private List<Match> numbered(List<Scored> kept) {
    var parents = new int[keys.size()];
    Arrays.setAll(parents, row -> row);
    for (var each : kept) {
      int left = root(parents, SimilarRecords.left(each.pair));
      parents[root(parents, SimilarRecords.right(each.pair))] = left;
    }
    var numbers = new HashMap<Integer, Integer>();
    var matches = new ArrayList<Match>();
    for (var each : kept) {
      int left = SimilarRecords.left(each.pair);
      int root = root(parents, left);
      numbers.putIfAbsent(root, numbers.size() + 1);
      matches.add(
          new Match(
              keys.get(left),
              keys.get(SimilarRecords.right(each.pair)),
              each.score,
              numbers.get(root)));
    }
    return matches;
  }

  private static int root(int[] parents, int row) {
    int root = row;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }
}
