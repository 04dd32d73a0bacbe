package dev.siamese.match;

import dev.siamese.distance.PairwiseDistances;
import java.util.ArrayList;
import java.util.List;

/**
 * Agglomerative clustering with average linkage (Sokal and Michener 1958): the pairs are visited by
 * ascending distance, and the clusters of a pair are merged if the mean distance between their rows
 * is at most a threshold. A chain of similar rows is therefore not one cluster.
 */
final class AverageLinkage {

  private final PairwiseDistances distances;
  private final List<List<Integer>> clusters = new ArrayList<>(); // by row; shared by its members

  private AverageLinkage(PairwiseDistances distances) {
    this.distances = distances;
    for (int row = 0; row < distances.size(); row++) {
      clusters.add(new ArrayList<>(List.of(row)));
    }
  }

  /**
   * Clusters rows.
   *
   * @param pairs by ascending distance, all within the threshold
   * @return the clusters of at least two rows, ordered by their first row, with ascending rows
   */
  static List<List<Integer>> cluster(
      CandidatePairs pairs, PairwiseDistances distances, double threshold) {
    var linkage = new AverageLinkage(distances);
    for (int i = 0; i < pairs.size(); i++) {
      linkage.merge(pairs.first()[i], pairs.second()[i], pairs.distances()[i], threshold);
    }
    var result = new ArrayList<List<Integer>>();
    for (int row = 0; row < linkage.clusters.size(); row++) {
      var cluster = linkage.clusters.get(row);
      if (cluster.size() > 1 && cluster.stream().min(Integer::compare).orElseThrow() == row) {
        result.add(cluster.stream().sorted().toList());
      }
    }
    return result;
  }

  private void merge(int row, int other, double distance, double threshold) {
    var first = clusters.get(row);
    var second = clusters.get(other);
    if (first == second) {
      return;
    }
    boolean single = first.size() == 1 && second.size() == 1;
    if ((single ? distance : meanDistance(first, second)) <= threshold) {
      first.addAll(second);
      second.forEach(member -> clusters.set(member, first));
    }
  }

  private double meanDistance(List<Integer> first, List<Integer> second) {
    var rows = new int[first.size() * second.size()];
    var others = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = first.get(i / second.size());
      others[i] = second.get(i % second.size());
    }
    double sum = 0;
    for (double distance : distances.between(rows, others)) {
      sum += distance;
    }
    return sum / rows.length;
  }
}
