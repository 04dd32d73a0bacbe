package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Masks random bands along one dimension with the mean of the sample's channel. */
final class BandMask {

  private BandMask() {}

  static void requireCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1: " + count);
    }
  }

  /** Masks {@code count} bands per sample, each up to {@code maxFraction} of the dimension. */
  static NDArray mask(
      NDArray batch, int axis, double maxFraction, int count, RandomGenerator random) {
    int n = (int) batch.getShape().get(0);
    int size = (int) batch.getShape().get(axis);
    int maxWidth = (int) Math.round(maxFraction * size);
    var masked = new boolean[n * size];
    for (int i = 0; i < n * count; i++) {
      int width = random.nextInt(maxWidth + 1);
      int start = i / count * size + random.nextInt(size - width + 1);
      Arrays.fill(masked, start, start + width, true);
    }
    var mask = Tensors.create(batch.getManager(), masked, Broadcast.along(batch, 0, axis));
    return MaskedOps.replaceWhere(batch, mask, Broadcast.channelMean(batch));
  }
}
