package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.engine.Operations;
import dev.siamese.engine.Transfer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Bands across one dimension that become the mean of the sample's channel. */
final class Bands {

  private Bands() {}

  static void requireCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1 band, not " + count);
    }
  }

  /** Blots out {@code count} bands in every sample, each up to {@code widest} of the dimension. */
  static NDArray blot(NDArray batch, int axis, double widest, int count, RandomGenerator random) {
    int n = (int) batch.getShape().get(0);
    int size = (int) batch.getShape().get(axis);
    int most = (int) Math.round(widest * size);
    var blotted = new boolean[n * size];
    for (int i = 0; i < n * count; i++) {
      int width = random.nextInt(most + 1);
      int start = i / count * size + random.nextInt(size - width + 1);
      Arrays.fill(blotted, start, start + width, true);
    }
    var places = Transfer.to(batch.getManager(), blotted, Broadcast.along(batch, 0, axis));
    return Operations.replace(batch, places, Broadcast.meanOfChannels(batch));
  }
}
