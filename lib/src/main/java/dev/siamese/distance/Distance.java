package dev.siamese.distance;

import ai.djl.ndarray.NDArray;

/**
 * How far apart two embeddings are. Smaller always means closer, and the distance of an embedding
 * from itself is 0.
 */
public interface Distance {

  /**
   * All distances between two sets of embeddings.
   *
   * @param a (N, D)
   * @param b (M, D)
   * @return (N, M); differentiable, with gradient 0 at distance 0
   */
  NDArray pairwise(NDArray a, NDArray b);

  /**
   * The distances of corresponding rows.
   *
   * @param a (N, D)
   * @param b (N, D)
   * @return (N); differentiable, with gradient 0 at distance 0
   */
  NDArray between(NDArray a, NDArray b);
}
