package dev.siamese.baseline;

import dev.siamese.data.TabularDataset;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The usual first answer to tables: logistic regression with a ridge penalty, both classes weighing
 * alike in total, every category a 0 or 1 of its own. Fitted by Newton's method to the one minimum
 * that there is, so that nothing is left to chance.
 *
 * <p>Minimises ½ · penalty · |w|² + Σ v(i) · log(1 + exp(∓(w · x(i) + b))), where the weights v of
 * each class add up to half of the number of rows.
 */
public final class LogisticRegression {

  private static final int MAX_ITERATIONS = 50;
  private static final double TOLERANCE = 1e-8;

  private final int[] categoryOffsets; // the place of each category's code 0
  private final int interceptIndex; // the place of b, the last one
  private final double[] coefficients;

  /**
   * Fits it.
   *
   * @param rows as a {@link dev.siamese.model.TabularInput} prepares them
   * @param real whether each is what is looked for; both kinds are needed
   * @param penalty of large coefficients, above 0; without effect on the constant
   * @throws IllegalArgumentException if there are no rows of one kind
   */
  public LogisticRegression(TabularDataset rows, boolean[] real, double penalty) {
    long sought = IntStream.range(0, real.length).filter(row -> real[row]).count();
    if (real.length != rows.size() || sought == 0 || sought == real.length) {
      throw new IllegalArgumentException(
          "%d of %d answers for %d rows are yes: one for each row, and both kinds, are needed"
              .formatted(sought, real.length, rows.size()));
    }
    if (!(penalty > 0)) {
      throw new IllegalArgumentException("the penalty must be above 0: " + penalty);
    }
    categoryOffsets = new int[rows.categoricalColumns().size()];
    int next = 0;
    for (int i = 0; i < categoryOffsets.length; i++) {
      categoryOffsets[i] = next;
      next += rows.categoricalColumns().get(i).categories().size() + 1;
    }
    interceptIndex = next + 2 * rows.numericColumns().size();
    coefficients = new double[interceptIndex + 1];
    fit(new SparseFeatures(rows), real, sought, penalty);
  }

  /** The places and values of each row that are not 0. */
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
      var places = new int[categoryOffsets.length + 2 * numeric.length + 1];
      for (int i = 0; i < categoryOffsets.length; i++) {
        places[i] = categoryOffsets[i] + codes[i][row];
      }
      for (int i = categoryOffsets.length; i < places.length; i++) {
        places[i] = interceptIndex - (places.length - 1 - i);
      }
      return places;
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

  private void fit(SparseFeatures features, boolean[] real, long sought, double penalty) {
    double weightOfReal = real.length / (2.0 * sought);
    double weightOfOther = real.length / (2.0 * (real.length - sought));
    for (int step = 0; step < MAX_ITERATIONS; step++) {
      var gradient = new double[interceptIndex + 1];
      var curvature = new double[interceptIndex + 1][interceptIndex + 1]; // the lower triangle
      for (int i = 0; i < interceptIndex; i++) {
        gradient[i] = penalty * coefficients[i];
        curvature[i][i] = penalty;
      }
      for (int row = 0; row < features.size; row++) {
        var places = features.indices(row);
        var values = features.values(row);
        double p = 1 / (1 + Math.exp(-score(places, values)));
        double weight = real[row] ? weightOfReal : weightOfOther;
        double slope = weight * (p - (real[row] ? 1 : 0));
        double bend = weight * p * (1 - p);
        for (int i = 0; i < places.length; i++) {
          gradient[places[i]] += slope * values[i];
          for (int j = 0; j <= i; j++) { // places ascend
            curvature[places[i]][places[j]] += bend * values[i] * values[j];
          }
        }
      }
      if (update(solve(curvature, gradient)) < TOLERANCE) {
        return;
      }
    }
  }

  private double score(int[] places, double[] values) {
    double score = 0;
    for (int i = 0; i < places.length; i++) {
      score += coefficients[places[i]] * values[i];
    }
    return score;
  }

  /** Takes a step, no coefficient farther than 1; gives the length of the longest. */
  private double update(double[] step) {
    double longest = Arrays.stream(step).map(Math::abs).max().orElse(0);
    for (int i = 0; i < step.length; i++) {
      coefficients[i] -= step[i] / Math.max(1, longest);
    }
    return longest;
  }

  /** By Cholesky's decomposition, in the place of the lower triangle. */
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
   * The logarithm of the odds of each row, higher is more likely what is looked for: (N).
   *
   * @param rows prepared like those that it was fitted to
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
