package dev.siamese.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;

/**
 * A loss that fails in the first step with NaN or infinite embeddings and names their rows. It
 * waits for the device in every step.
 *
 * @param loss the checked loss
 */
record FiniteCheck(Loss loss) implements Loss {

  /**
   * The value of the loss.
   *
   * @throws IllegalArgumentException with the rows whose embeddings are not finite
   * @throws ArithmeticException if all embeddings are finite but the loss is not
   */
  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    NonFinite.requireFinite(embeddings);
    var value = loss.compute(embeddings, labels);
    float result = Tensors.toFloatArray(value)[0];
    if (!Float.isFinite(result)) {
      throw new ArithmeticException(
          "%s is %s, although all %d embeddings are finite".formatted(loss, result, labels.size()));
    }
    return value;
  }

  @Override
  public Loss create(int classes, int dimensions, Device device, Seed seed) {
    var created = loss.create(classes, dimensions, device, seed);
    return created == loss ? this : new FiniteCheck(created);
  }

  @Override
  public void close() {
    loss.close();
  }

  @Override
  public Distance distance() {
    return loss.distance();
  }

  @Override
  public List<Weights> parameters() {
    return loss.parameters();
  }

  @Override
  public long maxTriplets(BatchLabels labels) {
    return loss.maxTriplets(labels);
  }

  @Override
  public boolean isClosedSet() {
    return loss.isClosedSet();
  }

  @Override
  public String toString() {
    return loss.toString();
  }
}
