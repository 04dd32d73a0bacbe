package dev.siamese.distance;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.DistanceOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The predicted probability that two embeddings are of different classes, by a trained {@link Head}
 * (Koch, Zemel and Salakhutdinov 2015): 1 − P(same) = 1 − σ(bias + Σ w|a − b|), from 0 to 1.
 *
 * <p>It is not a metric: weights may have either sign, and an embedding is at distance 1 − σ(bias)
 * from itself.
 *
 * @param weights w, one for each dimension; negative where a difference lowers P(same)
 * @param bias the logit of P(same) for equal embeddings
 */
public record LearnedL1Distance(List<Float> weights, float bias) implements Distance {

  /**
   * Checks the values.
   *
   * @param weights w, one for each dimension; negative where a difference lowers P(same)
   * @param bias the logit of P(same) for equal embeddings
   * @throws IllegalArgumentException if a value is out of its range
   */
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

  /**
   * The trainable head of Koch's Siamese network (Koch, Zemel and Salakhutdinov 2015): the absolute
   * difference of two embeddings, a linear layer with one output, and a sigmoid. As a distance it
   * is 1 − P(same), from 0 to 1. A loss with this distance trains its weights too.
   *
   * <p>Training stores its {@link #snapshot()}, a {@link LearnedL1Distance}, with the encoder.
   *
   * <p>Owns native memory: close it after training.
   */
  public static final class Head implements Distance, AutoCloseable {

    private final int dimensions;
    private final Parameter weight;
    private final Parameter bias;
    private final Weights weights;

    /**
     * A new head, initialised so that for L2-normalised embeddings P(same) is 0.88 for equal and
     * 0.08 for random ones. All dimensions have equal weights.
     *
     * @param dimensions D, the length of the embeddings
     * @param device of the encoder
     */
    public Head(int dimensions, Device device) {
      if (dimensions < 1) {
        throw new IllegalArgumentException("dimensions must be at least 1, not " + dimensions);
      }
      this.dimensions = dimensions;
      var initial = new float[dimensions];
      // for random unit vectors Σ|a − b| ≈ 1.13 √D, so P(same) = σ(2 − 4 · 1.13) = 0.08
      Arrays.fill(initial, (float) (-4 / Math.sqrt(dimensions)));
      try (var manager = Torch.manager(device)) {
        weight = Weights.parameter("weight", manager.create(initial));
        bias = Weights.parameter("bias", manager.create(new float[] {2}));
        weights = new Weights(List.of(weight, bias), device);
      }
    }

    /**
     * The logit of P(same).
     *
     * @param a (…, N, D)
     * @param b (…, M, D)
     * @return (…, N, M)
     */
    public NDArray logits(NDArray a, NDArray b) {
      requireDimensions(a);
      requireDimensions(b);
      return weights.withReadLock(
          () -> DistanceOps.cdistWeightedL1(a, b, weight.getArray()).add(bias.getArray()));
    }

    private void requireDimensions(NDArray embeddings) {
      var shape = embeddings.getShape();
      long length = shape.get(shape.dimension() - 1);
      if (length != dimensions) {
        throw new IllegalArgumentException(
            "the head has weights for embeddings of length %d, not %d"
                .formatted(dimensions, length));
      }
    }

    @Override
    public NDArray allPairs(NDArray a, NDArray b) {
      return Activation.sigmoid(logits(a, b).neg());
    }

    /** The distance with the current weights. Waits for the device. */
    @Override
    public LearnedL1Distance snapshot() {
      return weights.withReadLock(
          () -> {
            var list = new ArrayList<Float>();
            for (float w : Tensors.toFloatArray(weight.getArray())) {
              list.add(w);
            }
            return new LearnedL1Distance(list, Tensors.toFloatArray(bias.getArray())[0]);
          });
    }

    /** {@return the trainable weights w and the bias} */
    public Weights weights() {
      return weights;
    }

    @Override
    public List<Weights> parameters() {
      return List.of(weights);
    }

    @Override
    public void close() {
      weights.close(); // waits for other threads
    }

    @Override
    public String toString() {
      return "learned-l1(" + dimensions + ")";
    }
  }
}
