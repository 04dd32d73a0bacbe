package dev.siamese.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * A softmax classifier on the embeddings, the baseline of metric learning: one linear layer and
 * cross-entropy with a weight for each class.
 *
 * <p>Σ w(c) · −log softmax(embedding · W + b)(c) / Σ w(c) over the rows, c being the class of each.
 * Needs classes, numbered from 0. Equals PyTorch's CrossEntropyLoss after a Linear layer.
 *
 * @param classWeights the weight of each class, above 0; empty for equal weights
 */
public record SoftmaxClassifier(List<Double> classWeights) implements LossSpec {

  /**
   * Checks the values.
   *
   * @param classWeights the weight of each class, above 0; empty for equal weights
   * @throws IllegalArgumentException if a value is out of its range
   */
  public SoftmaxClassifier {
    classWeights = List.copyOf(classWeights);
    classWeights.forEach(weight -> Head.requireWeight(weight.floatValue()));
  }

  /** Equal weights. */
  public SoftmaxClassifier() {
    this(List.of());
  }

  /**
   * The loss with a linear layer of zeros.
   *
   * @throws IllegalArgumentException if there is another number of weights than of classes
   */
  @Override
  public Head create(int classes, int dimensions, Device device, Seed seed) {
    if (!classWeights.isEmpty() && classWeights.size() != classes) {
      throw new IllegalArgumentException(
          "%d class weights, but the data has %d classes".formatted(classWeights.size(), classes));
    }
    var weights = new float[classes];
    for (int c = 0; c < classes; c++) {
      weights[c] = classWeights.isEmpty() ? 1 : classWeights.get(c).floatValue();
    }
    return new Head(dimensions, weights, device);
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }

  /**
   * A softmax classifier with its linear layer: see {@link SoftmaxClassifier}.
   *
   * <p>Owns native memory: close it after the last {@link #logits}.
   */
  public static final class Head implements Loss {

    private final int dimensions;
    private final float[] classWeights;
    private final Parameter weight; // (D, C)
    private final Parameter bias; // (C)
    private final Weights weights;

    /**
     * A linear layer of zeros.
     *
     * @param dimensions D, the length of the embeddings
     * @param classWeights the weights of the C classes, above 0
     * @param device of the encoder
     */
    public Head(int dimensions, float[] classWeights, Device device) {
      for (float each : classWeights) {
        requireWeight(each);
      }
      if (dimensions < 1 || classWeights.length < 1) {
        throw new IllegalArgumentException(
            "a classifier needs at least 1 class and 1 dimension, not %d and %d"
                .formatted(classWeights.length, dimensions));
      }
      this.dimensions = dimensions;
      this.classWeights = classWeights.clone();
      try (var manager = Torch.manager(device)) {
        var shape = new Shape(dimensions, classWeights.length);
        weight = Weights.parameter("weight", manager.zeros(shape));
        bias = Weights.parameter("bias", manager.zeros(new Shape(classWeights.length)));
        weights = new Weights(List.of(weight, bias), device);
      }
    }

    static void requireWeight(float weight) {
      if (!(weight > 0 && weight < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the weight of a class must be finite and above 0, not " + weight);
      }
    }

    /**
     * {@return the logits of the classes: (N, C)}
     *
     * @param embeddings (N, D)
     */
    public NDArray logits(NDArray embeddings) {
      if (embeddings.getShape().get(1) != dimensions) {
        throw new IllegalArgumentException(
            "the classifier has weights for embeddings of length %d, not %d"
                .formatted(dimensions, embeddings.getShape().get(1)));
      }
      return weights.withReadLock(() -> embeddings.matMul(weight.getArray()).add(bias.getArray()));
    }

    @Override
    public NDArray compute(NDArray embeddings, BatchLabels labels) {
      EmbeddingBatch.validate(embeddings, labels);
      var classes = labels.classes();
      var mask = new float[classes.length * classWeights.length];
      double sum = 0;
      for (int row = 0; row < classes.length; row++) {
        if (classes[row] < 0 || classes[row] >= classWeights.length) {
          throw new IllegalArgumentException(
              "row %d is of class %d, but the classifier has classes 0 to %d"
                  .formatted(row, classes[row], classWeights.length - 1));
        }
        mask[row * classWeights.length + classes[row]] = classWeights[classes[row]];
        sum += classWeights[classes[row]];
      }
      var manager = embeddings.getManager();
      var targets = Tensors.create(manager, mask, new Shape(classes.length, classWeights.length));
      return logits(embeddings)
          .logSoftmax(1)
          .mul(targets)
          .sum()
          .div(Scalar.temporary(manager, (float) -sum));
    }

    /** True: unseen classes have no logit. */
    @Override
    public boolean isClosedSet() {
      return true;
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
      return "softmax-classifier(classWeights=%s)".formatted(Arrays.toString(classWeights));
    }
  }
}
