package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.model.Weights;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;
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
public record WeightedSum(Loss first, Loss second, double weight) implements Loss {

  public WeightedSum {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the weight of a loss must be above 0 and finite, not " + weight);
    }
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    // as a float: two scalars, one of them double, would become a double
    return first
        .compute(embeddings, labels)
        .add(second.compute(embeddings, labels).mul(Scalar.constant((float) weight)));
  }

  @Override
  public Distance distance() {
    return first.distance();
  }

  /** Those of both; once, where the two share them. */
  @Override
  public List<Weights> parameters() {
    return Stream.concat(first.parameters().stream(), second.parameters().stream())
        .distinct()
        .toList();
  }

  @Override
  public boolean isClosedSet() {
    return first.isClosedSet() || second.isClosedSet();
  }

  @Override
  public String toString() {
    return "%s + %s·%s"
        .formatted(first, weight, second instanceof WeightedSum ? "(" + second + ")" : second);
  }
}
