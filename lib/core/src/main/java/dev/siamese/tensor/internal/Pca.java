package dev.siamese.tensor.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * Principal component analysis.
 *
 * @param mean of the rows, (1, D)
 * @param components the principal axes, one per row, in descending order of variance: (K, D)
 */
public record Pca(NDArray mean, NDArray components) {

  /**
   * Finds the principal axes.
   *
   * @param rows (N, D)
   * @param maxComponents the largest K; at most min(N − 1, D) are found, as N centred rows span no
   *     more dimensions
   * @return the mean and the axes
   */
  public static Pca fit(NDArray rows, long maxComponents) {
    var mean = rows.mean(new int[] {0}, true);
    var axes = LinalgOps.rightSingularVectors(rows.sub(mean));
    long count =
        Math.min(maxComponents, Math.min(rows.getShape().get(0) - 1, axes.getShape().get(0)));
    return new Pca(mean, axes.get(new NDIndex("0:{}", count)));
  }

  /**
   * {@return the coordinates of rows along the axes: (N, D) to (N, K)}
   *
   * @param rows (N, D)
   */
  public NDArray transform(NDArray rows) {
    return rows.sub(mean).matMul(components.transpose());
  }
}
