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
 * A loss that names the rows of a batch whose embeddings are NaN or infinite, in the step in which
 * it happens. It waits for the device in every step: a tool for finding mistakes.
 *
 * @param loss what is computed
 */
public record FiniteCheck(Loss loss) implements Loss {

  /**
   * The same loss.
   *
   * @throws IllegalArgumentException naming the rows whose embeddings are not finite
   * @throws ArithmeticException if they all are, and the loss is not
   */
  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    NonFinite.requireFinite(embeddings);
    var value = loss.compute(embeddings, labels);
    float number = Tensors.toFloatArray(value)[0];
    if (!Float.isFinite(number)) {
      throw new ArithmeticException(
          "%s is %s, although all %d embeddings are finite".formatted(loss, number, labels.size()));
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
  public boolean isClosedSet() {
    return loss.isClosedSet();
  }

  @Override
  public String toString() {
    return loss.toString();
  }
}
