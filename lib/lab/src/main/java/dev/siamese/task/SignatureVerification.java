package dev.siamese.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.catalog.Signatures;
import dev.siamese.distance.Distance;
import dev.siamese.metrics.Metrics;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * Writer verification by signatures. The first genuine signatures of each writer are enrolled as
 * references; the distance of any other signature to a writer is the mean distance to the
 * references.
 *
 * @param randomForgeries genuine signatures (positive) and random forgeries, the genuine signatures
 *     of other writers (negative)
 * @param skilledForgeries the same genuine signatures (positive) and skilled forgeries (negative)
 */
public record SignatureVerification(PairDistances randomForgeries, PairDistances skilledForgeries)
    implements Metrics {

  private static final double FAR = 0.01;

  /**
   * Evaluates an encoder with the distance on its card.
   *
   * @param encoder trained on other writers
   * @param signatures of unseen writers, not preprocessed
   * @param references the number of enrolled genuine signatures per writer
   * @return the error rates with random and with skilled forgeries
   */
  public static SignatureVerification of(Encoder encoder, Signatures signatures, int references) {
    try (var manager = Torch.manager(encoder.device())) {
      return of(
          encoder.embed(signatures.genuine(), manager),
          encoder.embed(signatures.forged(), manager),
          signatures,
          encoder.card().distance(),
          references);
    }
  }

  /**
   * Evaluates embeddings.
   *
   * @param genuine (N, D), of all genuine signatures
   * @param forged (M, D), of all skilled forgeries
   * @param signatures the genuine and the forged ones, in the order of the embeddings
   * @param distance between two embeddings
   * @param references the number of enrolled genuine signatures per writer
   * @return the error rates with random and with skilled forgeries
   * @throws IllegalArgumentException if a writer has no genuine signature beside the references
   */
  public static SignatureVerification of(
      NDArray genuine, NDArray forged, Signatures signatures, Distance distance, int references) {
    int writers = signatures.writerCount();
    var enrolled = referenceRows(signatures, references);
    float[] fromGenuine; // (N, writers · references)
    float[] fromForged; // (M, writers · references)
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var support = Tensors.select(genuine, enrolled);
      fromGenuine = Tensors.toFloatArray(distance.allPairs(genuine, support));
      fromForged = Tensors.toFloatArray(distance.allPairs(forged, support));
    }
    var isReference = new boolean[signatures.genuine().size()];
    for (int row : enrolled) {
      isReference[row] = true;
    }
    var positive = new ArrayList<Float>();
    var random = new ArrayList<Float>();
    for (int row = 0; row < isReference.length; row++) {
      for (int writer = 0; writer < writers && !isReference[row]; writer++) {
        var kind = signatures.genuine().label(row) == writer ? positive : random;
        kind.add(mean(fromGenuine, row * writers + writer, references));
      }
    }
    var skilled = new ArrayList<Float>();
    var targets = signatures.targetWriters();
    for (int row = 0; row < targets.length; row++) {
      skilled.add(mean(fromForged, row * writers + targets[row], references));
    }
    return new SignatureVerification(
        new PairDistances(floats(positive), floats(random)),
        new PairDistances(floats(positive), floats(skilled)));
  }

  private static float[] floats(List<Float> values) {
    var floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  /** The rows of the first genuine signatures of every writer, writer by writer. */
  private static int[] referenceRows(Signatures signatures, int references) {
    var rows = new int[signatures.writerCount() * references];
    var counts = new int[signatures.writerCount()];
    for (int row = 0; row < signatures.genuine().size(); row++) {
      int writer = signatures.genuine().label(row);
      if (counts[writer] < references) {
        rows[writer * references + counts[writer]] = row;
      }
      counts[writer]++;
    }
    for (int writer = 0; writer < counts.length; writer++) {
      if (references < 1 || counts[writer] <= references) {
        throw new IllegalArgumentException(
            "%d references of %s with %d genuine signatures: at least 1, and fewer than there are signatures"
                .formatted(references, signatures.genuine().classes().get(writer), counts[writer]));
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

  /**
   * {@code eer_random, tar@far=0.01_random, eer_skilled, tar@far=0.01_skilled}; those of skilled
   * forgeries are left out if there are none.
   */
  @Override
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("eer_random", randomForgeries.equalErrorRate());
    metrics.put("tar@far=0.01_random", randomForgeries.tarAtFar(FAR));
    if (skilledForgeries.negative().length > 0) {
      metrics.put("eer_skilled", skilledForgeries.equalErrorRate());
      metrics.put("tar@far=0.01_skilled", skilledForgeries.tarAtFar(FAR));
    }
    return metrics;
  }

  @Override
  public String primaryMetric() {
    return skilledForgeries.negative().length > 0 ? "eer_skilled" : "eer_random";
  }

  @Override
  public boolean isGreaterBetter() {
    return false;
  }

  /**
   * One row for each of several encoders or settings: {@code name, random_eer, random_tar,
   * skilled_eer, skilled_tar}, from 0 to 1, with the true accept rates at a false accept rate of 1
   * %.
   *
   * @param results by the name of the encoder or setting
   * @return the table
   */
  public static Table table(Map<String, SignatureVerification> results) {
    var table =
        Table.create("verification", StringColumn.create("name", results.keySet().stream()));
    var all = results.values();
    add(table, "random_eer", all, each -> each.randomForgeries.equalErrorRate());
    add(table, "random_tar", all, each -> each.randomForgeries.tarAtFar(FAR));
    add(table, "skilled_eer", all, each -> each.skilledForgeries.equalErrorRate());
    add(table, "skilled_tar", all, each -> each.skilledForgeries.tarAtFar(FAR));
    return table;
  }

  private static void add(
      Table table,
      String name,
      Collection<SignatureVerification> results,
      ToDoubleFunction<SignatureVerification> metric) {
    var column = DoubleColumn.create(name, results.stream().mapToDouble(metric));
    column.setPrintFormatter(NumberColumnFormatter.percent(1));
    table.addColumns(column);
  }

  /** The metrics of random and of skilled forgeries. */
  @Override
  public String toString() {
    return "random forgeries: %s; skilled forgeries: %s"
        .formatted(randomForgeries, skilledForgeries);
  }
}
