package dev.siamese.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import dev.siamese.catalog.Lfw;
import dev.siamese.distance.Distance;
import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Verification as Labeled Faces in the Wild prescribes it (Huang et al. 2007): the pairs come in
 * folds, usually 10 that share nobody; for each the threshold of greatest accuracy on all the
 * others is tried on it.
 *
 * @param folds what came of each
 */
public record LfwProtocol(List<Fold> folds) {

  /**
   * What came of one fold.
   *
   * @param threshold fitted to the other folds
   * @param accuracy on this one, from 0 to 1
   */
  public record Fold(double threshold, double accuracy) {}

  public LfwProtocol {
    folds = List.copyOf(folds);
  }

  /**
   * Judges folds.
   *
   * @throws IllegalArgumentException with fewer than two folds, or an empty one
   * @throws IllegalStateException if the folds but one lack same or different pairs
   */
  public static LfwProtocol of(List<PairDistances> folds) {
    if (folds.size() < 2) {
      throw new IllegalArgumentException(
          "the threshold comes from the other folds: at least 2 are needed, not " + folds.size());
    }
    if (folds.stream().anyMatch(fold -> fold.size() == 0)) {
      throw new IllegalArgumentException("a fold has no pairs: each needs one to be tried on");
    }
    var results = new ArrayList<Fold>();
    for (int fold = 0; fold < folds.size(); fold++) {
      var others = new ArrayList<>(folds);
      var mine = others.remove(fold);
      double threshold =
          new PairDistances(
                  concat(others, PairDistances::positive), concat(others, PairDistances::negative))
              .bestAccuracy()
              .value();
      results.add(new Fold(threshold, mine.accuracy(threshold)));
    }
    return new LfwProtocol(results);
  }

  /**
   * Judges listed pairs whose folds are consecutive and of equal length, as in the data set's own
   * list.
   *
   * @param a (P, D)
   * @param b (P, D), the other halves
   * @param same whether the two of a pair belong together
   * @param folds how many; must divide P
   */
  public static LfwProtocol of(NDArray a, NDArray b, boolean[] same, Distance distance, int folds) {
    if (folds < 2 || same.length % folds != 0) {
      throw new IllegalArgumentException(
          "%d pairs do not make %d folds of equal length".formatted(same.length, folds));
    }
    int length = same.length / folds;
    return of(
        IntStream.range(0, folds)
            .mapToObj(
                fold -> {
                  int from = fold * length;
                  var rows = new NDIndex("{}:{}", from, from + length);
                  try (var mine = a.get(rows);
                      var others = b.get(rows)) {
                    var answers = Arrays.copyOfRange(same, from, from + length);
                    return VerificationPairs.paired(mine, others, answers, distance);
                  }
                })
            .toList());
  }

  /** Judges an encoder on the pairs of Labeled Faces in the Wild, each photo embedded once. */
  public static LfwProtocol evaluate(Encoder encoder, Lfw faces) {
    var pairs = faces.pairs();
    var distance = encoder.card().distance();
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      var embeddings = encoder.embed(pairs.data(), manager);
      var left = Tensors.select(embeddings, pairs.left());
      var right = Tensors.select(embeddings, pairs.right());
      return of(left, right, faces.samePerson(), distance, faces.folds());
    }
  }

  private static float[] concat(List<PairDistances> folds, Function<PairDistances, float[]> kind) {
    var all = new float[folds.stream().mapToInt(fold -> kind.apply(fold).length).sum()];
    int at = 0;
    for (var fold : folds) {
      var values = kind.apply(fold);
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    return all;
  }

  /** The mean accuracy over the folds. */
  public double mean() {
    return folds.stream().mapToDouble(Fold::accuracy).average().orElseThrow();
  }

  /** The standard error of that mean: the folds' standard deviation / √folds. */
  public double standardError() {
    double mean = mean();
    double squares = folds.stream().mapToDouble(fold -> Math.pow(fold.accuracy - mean, 2)).sum();
    return Math.sqrt(squares / (folds.size() - 1) / folds.size());
  }

  /** One row per fold: {@code fold, threshold, accuracy}. */
  public Table table() {
    return Table.create(
        "LFW protocol",
        IntColumn.create("fold", IntStream.rangeClosed(1, folds.size())),
        DoubleColumn.create("threshold", folds.stream().mapToDouble(Fold::threshold)),
        DoubleColumn.create("accuracy", folds.stream().mapToDouble(Fold::accuracy)));
  }

  /** {@code accuracy 0.9412 ± 0.0031 over 10 folds}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "accuracy %.4f ± %.4f over %d folds", mean(), standardError(), folds.size());
  }
}
