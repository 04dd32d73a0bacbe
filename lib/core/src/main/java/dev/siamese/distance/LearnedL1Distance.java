package dev.siamese.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.tensor.internal.DistanceOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;

/**
 * The probability that two embeddings differ, as a trained head says (Koch, Zemel and Salakhutdinov
 * 2015): 1 − P(same) = 1 − σ(bias + Σ w|a − b|), from 0 to 1.
 *
 * <p>The weights may have either sign, so this is no metric, and an embedding is not at distance 0
 * from itself but at 1 − σ(bias).
 *
 * @param weights w, one for each dimension; below 0 where a difference speaks for "different"
 * @param bias how surely identical embeddings are the same
 */
public record LearnedL1Distance(List<Float> weights, float bias) implements Distance {

  public LearnedL1Distance {
    weights = List.copyOf(weights);
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("a learned distance needs a weight for each dimension");
    }
  }

  @Override
  public NDArray allPairs(NDArray a, NDArray b) {
    long dimensions = a.getShape().get(a.getShape().dimension() - 1);
    if (dimensions != weights.size()) {
      throw new IllegalArgumentException(
          "embeddings of length %d, but the learned distance has %d weights"
              .formatted(dimensions, weights.size()));
    }
    var numbers = new float[weights.size()];
    for (int d = 0; d < numbers.length; d++) {
      numbers[d] = weights.get(d);
    }
    var sum = DistanceOps.cdistWeightedL1(a, b, Tensors.create(a.getManager(), numbers));
    return Activation.sigmoid(sum.add(bias).neg());
  }

  @Override
  public String toString() {
    return "learned-l1(" + weights.size() + ")";
  }
}
