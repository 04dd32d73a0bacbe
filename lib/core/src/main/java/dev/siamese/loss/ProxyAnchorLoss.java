package dev.siamese.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;

/** Proxy-anchor loss with its proxies. */
final class ProxyAnchorLoss implements Loss {

  private static final double INITIAL_STD = 0.01;

  private final ProxyAnchor spec;
  private final int classes;
  private final int dimensions;
  private final Parameter proxies;
  private final Weights weights;

  ProxyAnchorLoss(ProxyAnchor spec, int classes, int dimensions, Device device, Seed seed) {
    if (classes < 1 || dimensions < 1) {
      throw new IllegalArgumentException(
          "proxy-anchor loss needs at least 1 class and 1 dimension, not %d and %d"
              .formatted(classes, dimensions));
    }
    this.spec = spec;
    this.classes = classes;
    this.dimensions = dimensions;
    var random = seed.generator();
    var initial = new float[classes * dimensions];
    for (int i = 0; i < initial.length; i++) {
      initial[i] = (float) (INITIAL_STD * random.nextGaussian());
    }
    try (var manager = Torch.manager(device)) {
      var shape = new Shape(classes, dimensions);
      proxies = Weights.parameter("proxies", manager.create(initial, shape));
      weights = new Weights(List.of(proxies), device);
    }
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    if (embeddings.getShape().get(1) != dimensions) {
      throw new IllegalArgumentException(
          "the proxies are of length %d, the embeddings of %d"
              .formatted(dimensions, embeddings.getShape().get(1)));
    }
    return weights.withReadLock(() -> computeOpen(embeddings, labels));
  }

  private NDArray computeOpen(NDArray embeddings, BatchLabels labels) {
    var manager = embeddings.getManager();
    var classOfRow = labels.classes();
    // a result belongs to the manager of the first operand, which must not be that of the proxies
    var directions = manager.zeros(proxies.getShape()).add(proxies.getArray());
    var d = distance().allPairs(embeddings, directions).transpose(); // (C, N)
    var members = membership(manager, classOfRow);
    var pull =
        MaskedOps.maskedLogSumExp(
            d.sub(Scalar.constant(1 - spec.margin())).mul(Scalar.constant(spec.alpha())), members);
    var push =
        MaskedOps.maskedLogSumExp(
            d.neg().add(Scalar.constant(1 + spec.margin())).mul(Scalar.constant(spec.alpha())),
            members.neg().add(Scalar.constant(1)));
    long present = Arrays.stream(classOfRow).distinct().count();
    return Activation.softPlus(pull)
        .sum()
        .div(Scalar.temporary(manager, present))
        .add(Activation.softPlus(push).sum().div(Scalar.constant(classes)));
  }

  /** 1 for the rows of each class, 0 elsewhere: (C, N). */
  private NDArray membership(NDManager owner, int[] classOfRow) {
    var mask = new float[classes * classOfRow.length];
    for (int row = 0; row < classOfRow.length; row++) {
      int label = classOfRow[row];
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "row %d is of class %d, but there are proxies for classes 0 to %d: create the loss with the number of classes of the data"
                .formatted(row, label, classes - 1));
      }
      mask[label * classOfRow.length + row] = 1;
    }
    return Tensors.create(owner, mask, new Shape(classes, classOfRow.length));
  }

  /** Cosine distance, the only one that the loss is defined for. */
  @Override
  public Distance distance() {
    return Distances.COSINE;
  }

  /** True: unseen classes have no proxy. */
  @Override
  public boolean isClosedSet() {
    return true;
  }

  /** The proxies. */
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
    return spec.toString();
  }
}
