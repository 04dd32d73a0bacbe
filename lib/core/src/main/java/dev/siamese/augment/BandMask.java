package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Bands across one dimension that become the mean of the sample's channel. */
final class BandMask {

  private BandMask() {}

  static void requireCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1 band, not " + count);
    }
  }

  /** Blots out {@code count} bands in every sample, each up to {@code widest} of the dimension. */
  static NDArray mask(NDArray batch, int axis, double widest, int count, RandomGenerator random) {
    int n = (int) batch.getShape().get(0);
    int size = (int) batch.getShape().get(axis);
    int most = (int) Math.round(widest * size);
    var blotted = new boolean[n * size];
    for (int i = 0; i < n * count; i++) {
      int width = random.nextInt(most + 1);
      int start = i / count * size + random.nextInt(size - width + 1);
      Arrays.fill(blotted, start, start + width, true);
    }
    var places = Tensors.create(batch.getManager(), blotted, Broadcast.along(batch, 0, axis));
    return MaskedOps.replaceWhere(batch, places, Broadcast.channelMean(batch));
  }
}
