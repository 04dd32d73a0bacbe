package dev.siamese.match;

import dev.siamese.data.Records;
import dev.siamese.distance.PairwiseDistances;
import dev.siamese.metrics.PairMetrics.IdPair;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the records of a collection that describe the same entity: each record is compared with its
 * nearest neighbours, and the pairs within the threshold of the encoder's card are clustered by
 * average linkage.
 *
 * @param encoder with a threshold on its card; used but not closed
 * @param neighbours the number of neighbours that each record is compared with
 */
public record Deduplicator(Encoder encoder, int neighbours) {

  /**
   * Two records of one cluster.
   *
   * @param left the key of the first record
   * @param right the key of the second record
   * @param distance of their embeddings; may be above the threshold, for only the mean distance of
   *     clusters is at most the threshold
   * @param cluster the number of the cluster, from 1
   */
  public record Duplicate(String left, String right, double distance, int cluster) {

    /** {@return the keys as an unordered pair} */
    public IdPair pair() {
      return new IdPair(left, right);
    }
  }

  /**
   * Checks the number of neighbours.
   *
   * @param encoder with a threshold on its card
   * @param neighbours at least 1
   */
  public Deduplicator {
    if (neighbours < 1) {
      throw new IllegalArgumentException("neighbours must be at least 1: " + neighbours);
    }
  }

  /**
   * Compares each record with its 10 nearest neighbours.
   *
   * @param encoder used but not closed
   */
  public Deduplicator(Encoder encoder) {
    this(encoder, 10);
  }

  /**
   * Finds duplicates.
   *
   * @param records the records to compare
   * @return all pairs of records of one cluster, cluster by cluster
   * @throws IllegalStateException if the encoder's card has no threshold
   */
  public List<Duplicate> duplicates(Records records) {
    double threshold = encoder.card().requireThreshold();
    var duplicates = new ArrayList<Duplicate>();
    try (var manager = Torch.manager(encoder.device())) {
      var embeddings = encoder.embed(records, manager);
      var distance = encoder.card().distance();
      var distances = new PairwiseDistances(embeddings, distance);
      var pairs =
          CandidatePairs.selfJoin(records, embeddings, distance, neighbours)
              .withinThreshold(threshold);
      int cluster = 0;
      for (var rows : AverageLinkage.cluster(pairs, distances, threshold)) {
        cluster++;
        for (int i = 0; i < rows.size(); i++) {
          for (int j = i + 1; j < rows.size(); j++) {
            int left = rows.get(i);
            int right = rows.get(j);
            double value = distances.between(new int[] {left}, new int[] {right})[0];
            duplicates.add(new Duplicate(records.key(left), records.key(right), value, cluster));
          }
        }
      }
    }
    return duplicates;
  }
}
