package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.data.Signatures;
import dev.siamese.distance.Distance;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.Collection;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * How well writers are verified by their signatures. The first genuine signatures of each are
 * enrolled as references; every other signature is at the mean of its distances to those of the
 * writer that it claims to be of.
 *
 * @param randomForgeries genuine signatures (same) against random forgeries: the genuine signatures
 *     of all other writers
 * @param skilledForgeries the same genuine signatures (same) against skilled forgeries
 */
public record SignatureVerification(PairDistances randomForgeries, PairDistances skilledForgeries) {

  /**
   * Judges an encoder by the distance of its card.
   *
   * @param signatures just as they were read, of writers that it has not seen
   * @param references how many genuine signatures of each writer are enrolled
   */
  public static SignatureVerification of(Encoder encoder, Signatures signatures, int references) {
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      return of(
          encoder.embed(signatures.genuine(), manager),
          encoder.embed(signatures.forged(), manager),
          signatures,
          encoder.card().distance(),
          references);
    }
  }

  /**
   * Judges embeddings from anywhere.
   *
   * @param genuine (N, D), of all genuine signatures
   * @param forged (M, D), of all forgeries
   * @throws IllegalArgumentException if a writer has not more genuine signatures than references
   */
  public static SignatureVerification of(
      NDArray genuine, NDArray forged, Signatures signatures, Distance distance, int references) {
    int writers = signatures.writerCount();
    var enrolled = referenceRows(signatures, references);
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var known = FewShotResult.select(genuine, enrolled);
      var own =
          Tensors.toFloatArray(distance.allPairs(genuine, known)); // (N, writers · references)
      var theirs = Tensors.toFloatArray(distance.allPairs(forged, known));
      var random = new PairDistances.Collector();
      var skilled = new PairDistances.Collector();
      var isReference = new boolean[signatures.genuine().size()];
      for (int row : enrolled) {
        isReference[row] = true;
      }
      for (int row = 0; row < isReference.length; row++) {
        for (int writer = 0; writer < writers && !isReference[row]; writer++) {
          boolean same = signatures.genuine().label(row) == writer;
          float mean = mean(own, row * writers + writer, references);
          random.add(mean, same);
          if (same) {
            skilled.add(mean, true);
          }
        }
      }
      var imitated = signatures.targetWriters();
      for (int row = 0; row < imitated.length; row++) {
        skilled.add(mean(theirs, row * writers + imitated[row], references), false);
      }
      return new SignatureVerification(random.collect(), skilled.collect());
    }
  }

  /**
   * One row for each of several systems or settings: {@code name, random_eer, random_tar,
   * skilled_eer, skilled_tar}, from 0 to 1; the true accept rates are those at a false accept rate
   * of 1 %.
   */
  public static Table table(Map<String, SignatureVerification> tests) {
    var table = Table.create("verification", StringColumn.create("name", tests.keySet().stream()));
    var all = tests.values();
    add(table, "random_eer", all, test -> test.randomForgeries.equalErrorRate());
    add(table, "random_tar", all, test -> test.randomForgeries.tarAtFar(0.01));
    add(table, "skilled_eer", all, test -> test.skilledForgeries.equalErrorRate());
    add(table, "skilled_tar", all, test -> test.skilledForgeries.tarAtFar(0.01));
    return table;
  }

  private static void add(
      Table table,
      String name,
      Collection<SignatureVerification> tests,
      ToDoubleFunction<SignatureVerification> figure) {
    var column = DoubleColumn.create(name, tests.stream().mapToDouble(figure));
    column.setPrintFormatter(NumberColumnFormatter.percent(1));
    table.addColumns(column);
  }

  /** The rows of the first genuine signatures of every writer, writer by writer. */
  private static int[] referenceRows(Signatures signatures, int references) {
    var rows = new int[signatures.writerCount() * references];
    var found = new int[signatures.writerCount()];
    for (int row = 0; row < signatures.genuine().size(); row++) {
      int writer = signatures.genuine().label(row);
      if (found[writer] < references) {
        rows[writer * references + found[writer]] = row;
      }
      found[writer]++;
    }
    for (int writer = 0; writer < found.length; writer++) {
      if (references < 1 || found[writer] <= references) {
        throw new IllegalArgumentException(
            "%d references of %s, who has %d genuine signatures: at least one, and one more to ask about"
                .formatted(references, signatures.genuine().classes().get(writer), found[writer]));
      }
    }
    return rows;
  }

  private static float mean(float[] distances, int group, int size) {
    double sum = 0;
    for (int i = group * size; i < (group + 1) * size; i++) {
      sum += distances[i];
    }
    return (float) (sum / size);
  }
}
