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
  private int count;

  HeNormal(Seed seed) {
    this.seed = seed;
  }

  @Override
  public NDArray initialize(NDManager owner, Shape shape, DataType type) {
    var random = seed.derive(count++).generator();
    double std = Math.sqrt(2.0 * shape.get(0) / shape.size());
    var values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (std * random.nextGaussian());
    }
    return owner.create(values, shape);
  }
}
