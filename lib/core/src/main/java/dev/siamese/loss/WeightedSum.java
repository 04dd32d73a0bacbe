package dev.siamese.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A weighted sum of two losses over the same embeddings: first + weight · second. Sums of more
 * losses are sums of sums. Closing a sum closes both losses.
 *
 * @param first whose distance is that of the trained embeddings
 * @param second the added loss
 * @param weight of the second loss, finite and above 0
 */
record WeightedSum(LossSpec first, LossSpec second, double weight) implements Loss {

  public WeightedSum {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the weight of a loss must be above 0 and finite, not " + weight);
    }
  }

  @Override
  public Loss create(int classes, int dimensions, Device device, Seed seed) {
    var a = first.create(classes, dimensions, device, seed);
    var b = second.create(classes, dimensions, device, seed.derive("second"));
    return a == first && b == second ? this : new WeightedSum(a, b, weight);
  }

  /**
   * The weighted sum.
   *
   * @throws IllegalStateException if a loss with weights has not been created yet
   */
  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    // as a float: two scalars, one of them double, would become a double
    return created(first)
        .compute(embeddings, labels)
        .add(created(second).compute(embeddings, labels).mul(Scalar.constant((float) weight)));
  }

  private static Loss created(LossSpec spec) {
    if (spec instanceof Loss loss) {
      return loss;
    }
    throw new IllegalStateException(
        "%s has weights: call create(classes, dimensions, device, seed) first".formatted(spec));
  }

  @Override
  public Distance distance() {
    return created(first).distance();
  }

  /** The weights of the losses that are created; weights that they share occur once. */
  @Override
  public List<Weights> parameters() {
    return Stream.of(first, second)
        .filter(Loss.class::isInstance)
        .flatMap(loss -> created(loss).parameters().stream())
        .distinct()
        .toList();
  }

  @Override
  public long maxTriplets(BatchLabels labels) {
    return Math.max(created(first).maxTriplets(labels), created(second).maxTriplets(labels));
  }

  @Override
  public Optional<LossSpec> withDistance(Distance other) {
    var a = first.withDistance(other);
    var b = second.withDistance(other);
    return a.isEmpty() && b.isEmpty()
        ? Optional.empty()
        : Optional.of(new WeightedSum(a.orElse(first), b.orElse(second), weight));
  }

  @Override
  public boolean isClosedSet() {
    return created(first).isClosedSet() || created(second).isClosedSet();
  }

  @Override
  public void close() {
    created(first).close();
    created(second).close();
  }

  @Override
  public String toString() {
    return "%s + %s*%s"
        .formatted(first, weight, second instanceof WeightedSum ? "(" + second + ")" : second);
  }
}
