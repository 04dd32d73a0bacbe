package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import dev.siamese.tensor.Seed;

/** Normal with variance 2 / fan-in (He et al. 2015), from the library's own random numbers. */
final class HeNormal implements Initializer {

  private final Seed seed;
  private final long most;
  private int count;
  private long size;

  HeNormal(Seed seed) {
    this(seed, Long.MAX_VALUE);
  }

  /**
   * Refuses more weights than these before memory is taken for them.
   *
   * @param most the greatest number of weights of the whole network
   */
  HeNormal(Seed seed, long most) {
    this.seed = seed;
    this.most = most;
  }

  @Override
  public NDArray initialize(NDManager owner, Shape shape, DataType type) {
    size = Math.addExact(size, shape.size());
    if (size > most || shape.size() < 0 || shape.size() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "the network has more than %,d parameters, the number in its file or the most that an array holds: one of its layers is %s"
              .formatted(Math.min(most, Integer.MAX_VALUE - 8), shape));
    }
    var random = seed.derive(count++).generator();
    double std = Math.sqrt(2.0 * shape.get(0) / shape.size());
    var values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (std * random.nextGaussian());
    }
    return owner.create(values, shape);
  }
}
