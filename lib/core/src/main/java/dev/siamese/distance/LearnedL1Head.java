package dev.siamese.distance;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
 * The head of Koch's Siamese network while it is being trained (Koch, Zemel and Salakhutdinov
 * 2015): the absolute difference of two embeddings, a dense layer of one unit, a sigmoid. It is a
 * distance like any other, 1 − P(same), from 0 to 1, and any loss that is given it trains its
 * weights too.
 *
 * <p>What it has learned stays, as {@link #snapshot()}, a {@link LearnedL1Distance}; training puts
 * that on the encoder's card.
 *
 * <p>Owns native memory: close it after training.
 */
public final class LearnedL1Head implements Distance, AutoCloseable {

  private final NDManager manager;
  private final Parameter weight;
  private final Parameter bias;
  private final Weights weights;

  /**
   * A new head that says, of embeddings of length 1, that equal ones are probably the same and
   * random ones probably not. Every dimension weighs alike, so nothing is left to chance.
   *
   * @param dimensions D, the length of the embeddings
   * @param device the encoder's
   */
  public LearnedL1Head(int dimensions, Device device) {
    if (dimensions < 1) {
      throw new IllegalArgumentException("dimensions must be at least 1: " + dimensions);
    }
    manager = Torch.manager(device);
    var start = new float[dimensions];
    // unit vectors at random differ by Σ|a − b| ≈ 1.13 √D, which gives them P(same) = 0.08
    Arrays.fill(start, (float) (-4 / Math.sqrt(dimensions)));
    weight = Weights.parameter("weight", manager.create(start));
    bias = Weights.parameter("bias", manager.create(new float[] {2}));
    weights = new Weights(List.of(weight, bias), manager);
  }

  /**
   * What the sigmoid is taken of, the logarithm of P(same) / P(different).
   *
   * @param a (…, N, D)
   * @param b (…, M, D)
   * @return (…, N, M)
   */
  public NDArray logits(NDArray a, NDArray b) {
    long dimensions = a.getShape().get(a.getShape().dimension() - 1);
    if (dimensions != weight.getShape().size()) {
      throw new IllegalArgumentException(
          "embeddings of length %d, but the head was made for %d"
              .formatted(dimensions, weight.getShape().size()));
    }
    return DistanceOps.cdistWeightedL1(a, b, weight.getArray()).add(bias.getArray());
  }

  @Override
  public NDArray allPairs(NDArray a, NDArray b) {
    return Activation.sigmoid(logits(a, b).neg());
  }

  /** The head as it is now. Waits for the device. */
  @Override
  public LearnedL1Distance snapshot() {
    var list = new ArrayList<Float>();
    for (float w : Tensors.toFloatArray(weight.getArray())) {
      list.add(w);
    }
    return new LearnedL1Distance(list, Tensors.toFloatArray(bias.getArray())[0]);
  }

  /** The weights and the bias, for an optimiser. */
  public Weights weights() {
    return weights;
  }

  @Override
  public List<Weights> parameters() {
    return List.of(weights);
  }

  @Override
  public void close() {
    manager.close();
  }

  @Override
  public String toString() {
    return "learned-l1(" + weight.getShape().size() + ")";
  }
}
