package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.encoder.Weights;
import dev.siamese.engine.NonFinite;
import dev.siamese.engine.Transfer;
import dev.siamese.sampling.Labels;
import java.util.List;

/**
 * A loss that names the rows of a batch whose embeddings are NaN or infinite, in the step in which
 * it happens. It waits for the device in every step: a tool for finding mistakes.
 *
 * @param loss what is computed
 */
public record Checked(Loss loss) implements Loss {

  /**
   * The same loss.
   *
   * @throws IllegalArgumentException naming the rows whose embeddings are not finite
   * @throws ArithmeticException if they all are, and the loss is not
   */
  @Override
  public NDArray of(NDArray embeddings, Labels labels) {
    Rows.check(embeddings, labels);
    NonFinite.check(embeddings);
    var value = loss.of(embeddings, labels);
    float number = Transfer.floats(value)[0];
    if (!Float.isFinite(number)) {
      throw new ArithmeticException(
          "%s is %s, although all %d embeddings are finite".formatted(loss, number, labels.size()));
    }
    return value;
  }

  @Override
  public Distance distance() {
    return loss.distance();
  }

  @Override
  public List<Weights> weights() {
    return loss.weights();
  }

  @Override
  public boolean isOfTrainingClasses() {
    return loss.isOfTrainingClasses();
  }

  @Override
  public String toString() {
    return loss.toString();
  }
}
