package dev.siamese.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.tensor.internal.DistanceOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;

/**
 * The predicted probability that two embeddings are of different classes, by a trained {@link
 * LearnedL1Head} (Koch, Zemel and Salakhutdinov 2015): 1 − P(same) = 1 − σ(bias + Σ w|a − b|), from
 * 0 to 1.
 *
 * <p>It is not a metric: weights may have either sign, and an embedding is at distance 1 − σ(bias)
 * from itself.
 *
 * @param weights w, one for each dimension; negative where a difference lowers P(same)
 * @param bias the logit of P(same) for equal embeddings
 */
public record LearnedL1Distance(List<Float> weights, float bias) implements Distance {

  public LearnedL1Distance {
    weights = List.copyOf(weights);
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("a learned distance needs at least one weight");
    }
  }

  @Override
  public NDArray allPairs(NDArray a, NDArray b) {
    long dimensions = a.getShape().get(a.getShape().dimension() - 1);
    if (dimensions != weights.size()) {
      throw new IllegalArgumentException(
          "the learned distance has weights for embeddings of length %2$d, not %1$d"
              .formatted(dimensions, weights.size()));
    }
    var values = new float[weights.size()];
    for (int d = 0; d < values.length; d++) {
      values[d] = weights.get(d);
    }
    var sum = DistanceOps.cdistWeightedL1(a, b, Tensors.create(a.getManager(), values));
    return Activation.sigmoid(sum.add(bias).neg());
  }

  @Override
  public String toString() {
    return "learned-l1(" + weights.size() + ")";
  }
}
