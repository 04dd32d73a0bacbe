package dev.siamese.match;

import dev.siamese.distance.PairwiseDistances;
import java.util.ArrayList;
import java.util.List;

/**
 * Records put together that are the same. Two clusters become one if the mean distance between
 * their records is at or below the threshold (average linkage, Sokal and Michener 1958), the
 * nearest pair first: a chain of records, each like the next, does not make one thing of its ends.
 */
final class AverageLinkage {

  private final PairwiseDistances distances;
  private final List<List<Integer>> members = new ArrayList<>(); // of each row's cluster, shared

  private AverageLinkage(PairwiseDistances distances) {
    this.distances = distances;
    for (int row = 0; row < distances.size(); row++) {
      members.add(new ArrayList<>(List.of(row)));
    }
  }

  /**
   * Joins what belongs together.
   *
   * @param pairs by ascending distance, all of them at or below the threshold
   * @return the clusters of at least two records, their rows ascending, in the order of their first
   *     rows
   */
  static List<List<Integer>> cluster(
      CandidatePairs pairs, PairwiseDistances distances, double threshold) {
    var clusters = new AverageLinkage(distances);
    for (int i = 0; i < pairs.size(); i++) {
      clusters.merge(pairs.first()[i], pairs.second()[i], pairs.distances()[i], threshold);
    }
    var result = new ArrayList<List<Integer>>();
    for (int row = 0; row < clusters.members.size(); row++) {
      var cluster = clusters.members.get(row);
      if (cluster.size() > 1 && cluster.stream().min(Integer::compare).orElseThrow() == row) {
        result.add(cluster.stream().sorted().toList());
      }
    }
    return result;
  }

  private void merge(int row, int other, double distance, double threshold) {
    var one = members.get(row);
    var two = members.get(other);
    if (one == two) {
      return;
    }
    boolean alone = one.size() == 1 && two.size() == 1;
    if ((alone ? distance : meanDistance(one, two)) <= threshold) {
      one.addAll(two);
      two.forEach(member -> members.set(member, one));
    }
  }

  private double meanDistance(List<Integer> one, List<Integer> two) {
    var first = new int[one.size() * two.size()];
    var second = new int[first.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = one.get(i / two.size());
      second[i] = two.get(i % two.size());
    }
    double sum = 0;
    for (double distance : distances.between(first, second)) {
      sum += distance;
    }
    return sum / first.length;
  }
}
