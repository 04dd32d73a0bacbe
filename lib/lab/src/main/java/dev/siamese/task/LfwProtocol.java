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
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Verification by the protocol of Labeled Faces in the Wild (Huang et al. 2007): the pairs are in
 * folds, usually 10 without common people. The accuracy of each fold is at the threshold of the
 * highest accuracy on all other folds.
 *
 * @param folds the results of the folds
 */
public record LfwProtocol(List<Fold> folds) {

  /**
   * The result of one fold.
   *
   * @param threshold calibrated on the other folds
   * @param accuracy on this fold, from 0 to 1
   */
  public record Fold(double threshold, double accuracy) {}

  /**
   * Copies the folds.
   *
   * @param folds in the order of the data set
   */
  public LfwProtocol {
    folds = List.copyOf(folds);
  }

  /**
   * Evaluates the distances of folds.
   *
   * @param folds the labelled distances of each fold
   * @return threshold and accuracy of each fold
   * @throws IllegalArgumentException if there are fewer than 2 folds, or one is empty
   * @throws IllegalStateException if all folds but one have no positive or no negative pairs
   */
  public static LfwProtocol of(List<PairDistances> folds) {
    if (folds.size() < 2) {
      throw new IllegalArgumentException(
          "at least 2 folds are needed to calibrate on the others, not " + folds.size());
    }
    if (folds.stream().anyMatch(fold -> fold.size() == 0)) {
      throw new IllegalArgumentException("a fold has no pairs: each needs at least 1");
    }
    var results = new ArrayList<Fold>();
    for (int fold = 0; fold < folds.size(); fold++) {
      var others = new ArrayList<>(folds);
      var tested = others.remove(fold);
      double threshold =
          others.stream().reduce(PairDistances::concat).orElseThrow().bestAccuracy().value();
      results.add(new Fold(threshold, tested.accuracy(threshold)));
    }
    return new LfwProtocol(results);
  }

  /**
   * Evaluates the embeddings of pairs in consecutive folds of equal size, as in the data set's
   * list.
   *
   * @param a (P, D), the first of each pair
   * @param b (P, D), the second of each pair
   * @param same whether the pair is of one person: P values
   * @param distance between two embeddings
   * @param folds the number of folds, which divides P
   * @return threshold and accuracy of each fold
   */
  public static LfwProtocol of(NDArray a, NDArray b, boolean[] same, Distance distance, int folds) {
    if (folds < 2 || same.length % folds != 0) {
      throw new IllegalArgumentException(
          "%d pairs cannot be divided into %d folds of equal size".formatted(same.length, folds));
    }
    int length = same.length / folds;
    return of(
        IntStream.range(0, folds)
            .mapToObj(
                fold -> {
                  int from = fold * length;
                  var rows = new NDIndex("{}:{}", from, from + length);
                  try (var first = a.get(rows);
                      var second = b.get(rows)) {
                    var labels = Arrays.copyOfRange(same, from, from + length);
                    return VerificationPairs.paired(first, second, labels, distance);
                  }
                })
            .toList());
  }

  /**
   * Evaluates an encoder on the pairs of Labeled Faces in the Wild; each image is embedded once.
   *
   * @param encoder trained on other people
   * @param faces the photos and the pairs
   * @return threshold and accuracy of each fold
   */
  public static LfwProtocol evaluate(Encoder encoder, Lfw faces) {
    var pairs = faces.pairs();
    var distance = encoder.card().distance();
    try (var manager = Torch.manager(encoder.device())) {
      var embeddings = encoder.embed(pairs.data(), manager);
      var left = Tensors.select(embeddings, pairs.left());
      var right = Tensors.select(embeddings, pairs.right());
      return of(left, right, faces.samePerson(), distance, faces.folds());
    }
  }

  /** {@return the mean accuracy over the folds} */
  public double mean() {
    return folds.stream().mapToDouble(Fold::accuracy).average().orElseThrow();
  }

  /** {@return the standard error of that mean: the folds' standard deviation / √folds} */
  public double standardError() {
    double mean = mean();
    double squares = folds.stream().mapToDouble(fold -> Math.pow(fold.accuracy - mean, 2)).sum();
    return Math.sqrt(squares / (folds.size() - 1) / folds.size());
  }

  /**
   * One row per fold: {@code fold, threshold, accuracy}.
   *
   * @return the table
   */
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
