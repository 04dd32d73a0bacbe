package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.LinalgOps;
import dev.siamese.tensor.internal.Pca;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds the shrinkage of {@link WithWhitenedFeatures} by cross-validation over classes: the
 * features are whitened by the classes of all folds but one, and compared in the classes of that
 * fold, which has the kind of task that unseen classes pose.
 */
final class WhiteningSearch {

  private static final double[] SHRINKAGES = {
    0.005, 0.02, 0.1, 0.5, 3, 30
  }; // the last is almost none
  private static final double DEFAULT_SHRINKAGE = 0.5; // where too few classes can be held out
  private static final int MIN_CLASSES = 4;
  private static final int MAX_FOLDS = 8;
  private static final int OTHERS = 9; // samples of other classes in a comparison

  private WhiteningSearch() {}

  /**
   * The result of a search.
   *
   * @param shrinkage with the least error
   * @param error its estimated error of one-shot classification among ten classes
   */
  record Result(double shrinkage, double error) {}

  /**
   * Searches.
   *
   * @param features (N, P)
   * @param labels N classes from 0
   * @param components the largest number of principal axes
   */
  static Result best(NDArray features, int[] labels, int components) {
    int classes = Arrays.stream(labels).max().orElse(0) + 1;
    if (classes < MIN_CLASSES) {
      return new Result(DEFAULT_SHRINKAGE, 1);
    }
    int folds = Math.min(MAX_FOLDS, classes);
    var coordinates = Pca.fit(features, components).transform(features);
    var values = Tensors.toFloatArray(coordinates);
    int width = (int) coordinates.getShape().get(1);
    var errors = new double[SHRINKAGES.length];
    for (int fold = 0; fold < folds; fold++) {
      int held = fold;
      // two of few classes are held out, so that more remain
      IntPredicate isHeld =
          label -> label % folds == held || classes < 2 * folds && label == (held + 1) % classes;
      var train = rows(labels, isHeld.negate());
      var test = rows(labels, isHeld);
      addErrors(errors, features.getManager(), values, width, labels, train, test);
    }
    int best = IntStream.range(0, errors.length).reduce(0, (a, b) -> errors[b] < errors[a] ? b : a);
    return new Result(SHRINKAGES[best], errors[best] / folds);
  }

  private static int[] rows(int[] labels, IntPredicate kept) {
    return IntStream.range(0, labels.length).filter(i -> kept.test(labels[i])).toArray();
  }

  private static int[] select(int[] labels, int[] rows) {
    return Arrays.stream(rows).map(row -> labels[row]).toArray();
  }

  private static NDArray select(NDManager manager, float[] values, int width, int[] rows) {
    var some = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, some, i * width, width);
    }
    return Tensors.create(manager, some, new Shape(rows.length, width));
  }

  private static void addErrors(
      double[] errors,
      NDManager manager,
      float[] values,
      int width,
      int[] labels,
      int[] train,
      int[] test) {
    var within =
        WithWhitenedFeatures.minusClassMeans(
            select(manager, values, width, train), select(labels, train));
    var variances = LinalgOps.svdvals(within).square().div((float) train.length);
    var axes = LinalgOps.rightSingularVectors(within);
    var rotated = select(manager, values, width, test).matMul(axes.transpose());
    for (int i = 0; i < errors.length; i++) {
      var shrunk = variances.add(variances.mean().mul(Scalar.constant((float) SHRINKAGES[i])));
      var whitened = rotated.div(shrunk.sqrt().reshape(1, -1)).normalize(2, 1, 1e-12);
      var similarities = Tensors.toFloatArray(whitened.matMul(whitened.transpose()));
      errors[i] += error(similarities, select(labels, test));
    }
  }

  /**
   * The expected error of one-shot classification: the mean, over all pairs of a class, of the
   * probability that one of nine random samples of other classes is more similar.
   */
  private static double error(float[] similarities, int[] labels) {
    int n = labels.length;
    double sum = 0;
    long pairs = 0;
    for (int query = 0; query < n; query++) {
      int row = query * n;
      int label = labels[query];
      var others = new float[n];
      int count = 0;
      for (int i = 0; i < n; i++) {
        if (labels[i] != label) {
          others[count++] = similarities[row + i];
        }
      }
      var sorted = Arrays.copyOf(others, count);
      Arrays.sort(sorted);
      for (int i = 0; i < n; i++) {
        if (i != query && labels[i] == label) {
          double closer = count - rank(sorted, similarities[row + i]);
          sum += 1 - Math.pow(1 - closer / count, OTHERS);
          pairs++;
        }
      }
    }
    return pairs == 0 ? 1 : sum / pairs;
  }

  /** The number of values below another one. */
  private static int rank(float[] sorted, float value) {
    int at = Arrays.binarySearch(sorted, value);
    while (at > 0 && sorted[at - 1] == value) {
      at--;
    }
    return at >= 0 ? at : -at - 1;
  }
}
