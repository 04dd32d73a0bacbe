package dev.siamese.baseline;

import dev.siamese.data.TabularDataset;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Logistic regression for tables: L2-regularised, class-balanced, with one-hot categories, fitted
 * by Newton's method.
 *
 * <p>Minimises ½ · l2 · |w|² + Σ v(i) · log(1 + exp(∓(w · x(i) + b))), where the weights v of each
 * class sum to half of the number of rows.
 */
public final class LogisticRegression {

  private static final int MAX_ITERATIONS = 50;
  private static final double TOLERANCE = 1e-8;

  private final int[] categoryOffsets; // coefficient of each column's first category
  private final int interceptIndex; // the last coefficient
  private final double[] coefficients;

  private LogisticRegression(TabularDataset rows) {
    categoryOffsets = new int[rows.categoricalColumns().size()];
    int next = 0;
    for (int i = 0; i < categoryOffsets.length; i++) {
      categoryOffsets[i] = next;
      next += rows.categoricalColumns().get(i).categories().size() + 1;
    }
    interceptIndex = next + 2 * rows.numericColumns().size();
    coefficients = new double[interceptIndex + 1];
  }

  /**
   * Fits a model.
   *
   * @param rows (N), transformed by a {@link dev.siamese.model.TabularInput}
   * @param positive (N), with at least one true and one false
   * @param l2 regularisation of all coefficients but the intercept, above 0
   * @return the model with the lowest regularised log loss
   * @throws IllegalArgumentException if the lengths differ or a class is missing
   */
  public static LogisticRegression fit(TabularDataset rows, boolean[] positive, double l2) {
    int positives = (int) IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    if (positive.length != rows.size() || positives == 0 || positives == positive.length) {
      throw new IllegalArgumentException(
          "%d of %d labels of %d rows are positive: every row needs a label, and both classes must occur"
              .formatted(positives, positive.length, rows.size()));
    }
    if (!(l2 > 0)) {
      throw new IllegalArgumentException("l2 " + l2 + ": must be above 0");
    }
    var model = new LogisticRegression(rows);
    model.minimize(model.new SparseFeatures(rows), positive, positives, l2);
    return model;
  }

  /** The coefficients that apply to each row, and the values that they are multiplied by. */
  private final class SparseFeatures {

    private final int[][] codes;
    private final float[][] numeric;
    private final int size;

    SparseFeatures(TabularDataset rows) {
      codes =
          IntStream.range(0, categoryOffsets.length).mapToObj(rows::codes).toArray(int[][]::new);
      numeric =
          IntStream.range(0, rows.numericColumns().size())
              .mapToObj(rows::values)
              .toArray(float[][]::new);
      size = rows.size();
    }

    int[] indices(int row) {
      var indices = new int[categoryOffsets.length + 2 * numeric.length + 1];
      for (int i = 0; i < categoryOffsets.length; i++) {
        indices[i] = categoryOffsets[i] + codes[i][row];
      }
      for (int i = categoryOffsets.length; i < indices.length; i++) {
        indices[i] = interceptIndex - (indices.length - 1 - i);
      }
      return indices;
    }

    double[] values(int row) {
      var values = new double[categoryOffsets.length + 2 * numeric.length + 1];
      Arrays.fill(values, 1);
      for (int i = 0; i < numeric.length; i++) {
        boolean missing = Float.isNaN(numeric[i][row]);
        values[categoryOffsets.length + 2 * i] = missing ? 0 : numeric[i][row];
        values[categoryOffsets.length + 2 * i + 1] = missing ? 0 : 1;
      }
      return values;
    }
  }

  private void minimize(SparseFeatures features, boolean[] positive, long positives, double l2) {
    double positiveWeight = positive.length / (2.0 * positives);
    double negativeWeight = positive.length / (2.0 * (positive.length - positives));
    for (int step = 0; step < MAX_ITERATIONS; step++) {
      var gradient = new double[interceptIndex + 1];
      var hessian = new double[interceptIndex + 1][interceptIndex + 1]; // lower triangle
      for (int i = 0; i < interceptIndex; i++) {
        gradient[i] = l2 * coefficients[i];
        hessian[i][i] = l2;
      }
      for (int row = 0; row < features.size; row++) {
        var indices = features.indices(row);
        var values = features.values(row);
        double p = 1 / (1 + Math.exp(-score(indices, values)));
        double weight = positive[row] ? positiveWeight : negativeWeight;
        double slope = weight * (p - (positive[row] ? 1 : 0));
        double second = weight * p * (1 - p);
        for (int i = 0; i < indices.length; i++) {
          gradient[indices[i]] += slope * values[i];
          for (int j = 0; j <= i; j++) { // indices are ascending
            hessian[indices[i]][indices[j]] += second * values[i] * values[j];
          }
        }
      }
      if (update(solve(hessian, gradient)) < TOLERANCE) {
        return;
      }
    }
  }

  private double score(int[] indices, double[] values) {
    double score = 0;
    for (int i = 0; i < indices.length; i++) {
      score += coefficients[indices[i]] * values[i];
    }
    return score;
  }

  /** Subtracts a step, scaled to at most 1 per coefficient; returns its largest component. */
  private double update(double[] step) {
    double largest = Arrays.stream(step).map(Math::abs).max().orElse(0);
    for (int i = 0; i < step.length; i++) {
      coefficients[i] -= step[i] / Math.max(1, largest);
    }
    return largest;
  }

  /** Solves a symmetric system by Cholesky decomposition, in place. */
  private static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        a[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[j][j];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        b[i] -= a[i][k] * b[k];
      }
      b[i] /= a[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        b[i] -= a[k][i] * b[k];
      }
      b[i] /= a[i][i];
    }
    return b;
  }

  /**
   * {@return the log odds of the positive class: (N)}
   *
   * @param rows (N), transformed like the training rows
   */
  public float[] decisionFunction(TabularDataset rows) {
    var features = new SparseFeatures(rows);
    var scores = new float[rows.size()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = (float) score(features.indices(row), features.values(row));
    }
    return scores;
  }
}
