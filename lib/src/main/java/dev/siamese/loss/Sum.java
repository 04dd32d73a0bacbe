package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.encoder.Weights;
import dev.siamese.engine.Scalar;
import dev.siamese.sampling.Labels;
import java.util.List;
import java.util.stream.Stream;

/**
 * A weighted sum of two losses: first + weight · second, over the same embeddings. Sums of more are
 * sums of sums.
 *
 * @param first whose distance is that of the trained embeddings
 * @param second what is added
 * @param weight of the second, finite and above 0
 */
public record Sum(Loss first, Loss second, double weight) implements Loss {

  public Sum {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the weight of a loss must be above 0 and finite, not " + weight);
    }
  }

  @Override
  public NDArray of(NDArray embeddings, Labels labels) {
    // as a float: two scalars, one of them double, would become a double
    return first
        .of(embeddings, labels)
        .add(second.of(embeddings, labels).mul(Scalar.of((float) weight)));
  }

  @Override
  public Distance distance() {
    return first.distance();
  }

  /** Those of both; once, where the two share them. */
  @Override
  public List<Weights> weights() {
    return Stream.concat(first.weights().stream(), second.weights().stream()).distinct().toList();
  }

  @Override
  public boolean isOfTrainingClasses() {
    return first.isOfTrainingClasses() || second.isOfTrainingClasses();
  }

  @Override
  public String toString() {
    return "%s + %s·%s"
        .formatted(first, weight, second instanceof Sum ? "(" + second + ")" : second);
  }
}
