package dev.siamese.distance;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.Weights;
import java.util.List;

/**
 * A distance between embeddings. It is never negative, and smaller always means more similar.
 *
 * <p>A distance with parameters is a record; {@link Distances} reads and writes it by name.
 */
@FunctionalInterface
public interface Distance {

  /**
   * All distances between two sets of embeddings, such as {@code torch.cdist}.
   *
   * @param a (N, D), or batched: (…, N, D)
   * @param b (M, D), or batched: (…, M, D)
   * @return (N, M) or (…, N, M), differentiable, with gradient 0 at distance 0
   */
  NDArray allPairs(NDArray a, NDArray b);

  /**
   * The distances between corresponding rows.
   *
   * @param a (N, D)
   * @param b (N, D)
   * @return (N), differentiable, with gradient 0 at distance 0
   */
  default NDArray paired(NDArray a, NDArray b) {
    // N problems of shape (1, D): the same kernel gives the same values and gradients
    return allPairs(a.expandDims(1), b.expandDims(1)).squeeze(new int[] {1, 2});
  }

  /** {@return the trainable weights of the distance} Default: none. */
  default List<Weights> parameters() {
    return List.of();
  }

  /**
   * {@return the distance with its current weights as constants, which an encoder's file stores}
   * Default: this distance.
   */
  default Distance snapshot() {
    return this;
  }
}
