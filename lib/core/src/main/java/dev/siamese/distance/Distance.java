package dev.siamese.distance;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.Weights;
import java.util.List;

/**
 * How far apart two embeddings are. Smaller always means closer, no distance is below 0, and what
 * is the same is nearest.
 */
@FunctionalInterface
public interface Distance {

  /**
   * All distances between two sets of embeddings.
   *
   * @param a (N, D), or a batch of such sets: (…, N, D)
   * @param b (M, D), or as many: (…, M, D)
   * @return (N, M), or (…, N, M); differentiable, with gradient 0 at distance 0
   */
  NDArray allPairs(NDArray a, NDArray b);

  /**
   * The distances of corresponding rows.
   *
   * @param a (N, D)
   * @param b (N, D)
   * @return (N); differentiable, with gradient 0 at distance 0
   */
  default NDArray paired(NDArray a, NDArray b) {
    // a batch of one-by-one problems: the same kernel, so the same values and gradients
    return allPairs(a.expandDims(1), b.expandDims(1)).squeeze(new int[] {1, 2});
  }

  /** The trainable weights of the distance. Default: none. */
  default List<Weights> parameters() {
    return List.of();
  }

  /**
   * This distance as it is now, as data: what an encoder's file keeps. Another than this only where
   * a distance is still being learned.
   */
  default Distance snapshot() {
    return this;
  }
}
