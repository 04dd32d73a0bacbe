package dev.siamese.loss;

import ai.djl.Device;
import dev.siamese.tensor.Seed;
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

  public SoftmaxClassifier {
    classWeights = List.copyOf(classWeights);
    classWeights.forEach(weight -> SoftmaxClassifierLoss.requireWeight(weight.floatValue()));
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
  public SoftmaxClassifierLoss create(int classes, int dimensions, Device device, Seed seed) {
    if (!classWeights.isEmpty() && classWeights.size() != classes) {
      throw new IllegalArgumentException(
          "%d class weights, but the data has %d classes".formatted(classWeights.size(), classes));
    }
    var weights = new float[classes];
    for (int c = 0; c < classes; c++) {
      weights[c] = classWeights.isEmpty() ? 1 : classWeights.get(c).floatValue();
    }
    return new SoftmaxClassifierLoss(dimensions, weights, device);
  }

  @Override
  public String toString() {
    return Losses.FAMILY.print(this);
  }
}
