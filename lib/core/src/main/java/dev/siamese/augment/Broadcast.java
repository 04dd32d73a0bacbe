package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Shapes and means that broadcast over a batch. */
final class Broadcast {

  private Broadcast() {}

  /** The batch's shape with all dimensions 1 except the given ones. */
  static Shape along(NDArray batch, int... dimensions) {
    var shape = new long[batch.getShape().dimension()];
    Arrays.fill(shape, 1);
    for (int dimension : dimensions) {
      shape[dimension] = batch.getShape().get(dimension);
    }
    return new Shape(shape);
  }

  /** The mean of each sample over all channels: (N, 1, 1, 1). */
  static NDArray sampleMean(NDArray batch) {
    var flat = batch.reshape(batch.getShape().get(0), -1);
    return flat.mean(new int[] {1}).reshape(along(batch, 0));
  }

  /** The mean of each channel of each sample: (N, C, 1, …). */
  static NDArray channelMean(NDArray batch) {
    var flat = batch.reshape(batch.getShape().get(0), batch.getShape().get(1), -1);
    return flat.mean(new int[] {2}).reshape(along(batch, 0, 1));
  }
}
