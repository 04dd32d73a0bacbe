package dev.siamese.match;

import dev.siamese.data.Records;
import dev.siamese.distance.PairwiseDistances;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * Finds the records of a collection that are about the same thing: each is compared with its
 * nearest, pairs within the threshold of the encoder's card are put together, and whatever is in
 * one cluster is the same.
 *
 * @param encoder with a threshold on its card
 * @param neighbours with how many others each record is compared
 */
public record Deduplicator(Encoder encoder, int neighbours) {

  /** Compares each record with its ten nearest. */
  public Deduplicator(Encoder encoder) {
    this(encoder, 10);
  }

  /**
   * Finds duplicates.
   *
   * @return one row for each pair of records in one cluster, cluster by cluster: {@code left,
   *     right}, the keys of the two; {@code distance} between them; {@code cluster}, from 1
   * @throws IllegalStateException if the encoder has no threshold
   */
  public Table duplicates(Records records) {
    double threshold = MatchDecision.threshold(encoder);
    var left = StringColumn.create("left");
    var right = StringColumn.create("right");
    var distance = DoubleColumn.create("distance");
    distance.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(4));
    var number = IntColumn.create("cluster");
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      var embeddings = encoder.embed(records, manager);
      var by = encoder.card().distance();
      var distances = new PairwiseDistances(embeddings, by);
      var pairs =
          CandidatePairs.selfJoin(records, embeddings, by, neighbours).withinThreshold(threshold);
      var firsts = new ArrayList<Integer>();
      var seconds = new ArrayList<Integer>();
      int cluster = 0;
      for (var members : AverageLinkage.cluster(pairs, distances, threshold)) {
        cluster++;
        for (int i = 0; i < members.size(); i++) {
          for (int j = i + 1; j < members.size(); j++) {
            firsts.add(members.get(i));
            seconds.add(members.get(j));
            number.append(cluster);
          }
        }
      }
      firsts.forEach(row -> left.append(records.key(row)));
      seconds.forEach(row -> right.append(records.key(row)));
      for (double each : distances.between(rows(firsts), rows(seconds))) {
        distance.append(each);
      }
    }
    return Table.create("duplicates", left, right, distance, number);
  }

  private static int[] rows(List<Integer> rows) {
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }
}
