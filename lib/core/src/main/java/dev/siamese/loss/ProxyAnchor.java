package dev.siamese.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.model.Weights;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.tensor.internal.TorchOps;
import java.util.Arrays;
import java.util.List;

/**
 * Proxy-anchor loss (Kim et al. 2020): every class has a learned proxy, which pulls its samples and
 * pushes all others, the farthest and nearest hardest.
 *
 * <p>1/C⁺ Σ over proxies p with samples in the batch of log(1 + Σ exp(alpha (margin − cos(x⁺, p))))
 * + 1/C Σ over all proxies of log(1 + Σ exp(alpha (margin + cos(x⁻, p)))), C⁺ and C being their
 * numbers. Needs classes, numbered from 0.
 *
 * <p>Use it where classes are known and few enough for one proxy each: it converges fast, and needs
 * no mining and no more than one sample of a class in a batch.
 *
 * <p>The numbers are those of pytorch-metric-learning's ProxyAnchorLoss. Only a proxy's direction
 * counts, and an Adam step does not depend on the gradient's size; so proxies start short, a
 * hundredth of the usual, which makes them turn faster, as the hundredfold learning rate does that
 * the paper gives them.
 *
 * <p>Owns native memory: close it after training.
 */
public final class ProxyAnchor implements Loss, AutoCloseable {

  private static final double INITIAL_STD = 0.01;

  private final int classes;
  private final double margin;
  private final double alpha;
  private final NDManager manager;
  private final Parameter proxies;
  private final Weights weights;

  /**
   * New proxies in random directions.
   *
   * @param classes C, all classes of the data
   * @param dimensions D, the length of the embeddings
   * @param margin of the cosines, above 0; 0.1 in the paper
   * @param alpha how much the hardest samples decide, above 0; 32 in the paper
   * @param device the encoder's
   * @param seed equal seeds give equal proxies
   */
  public ProxyAnchor(
      int classes, int dimensions, double margin, double alpha, Device device, Seed seed) {
    if (classes < 1 || dimensions < 1) {
      throw new IllegalArgumentException(
          "proxy-anchor loss needs at least 1 class and 1 dimension, not %d and %d"
              .formatted(classes, dimensions));
    }
    if (!(margin > 0)) {
      throw new IllegalArgumentException("proxy-anchor loss needs a margin above 0, not " + margin);
    }
    if (!(alpha > 0)) {
      throw new IllegalArgumentException("proxy-anchor loss needs an alpha above 0, not " + alpha);
    }
    this.classes = classes;
    this.margin = margin;
    this.alpha = alpha;
    manager = Torch.manager(device);
    var random = seed.generator();
    var start = new float[classes * dimensions];
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) (INITIAL_STD * random.nextGaussian());
    }
    proxies =
        LearnedL1Head.parameter("proxies", manager.create(start, new Shape(classes, dimensions)));
    weights = new Weights(List.of(proxies), manager);
  }

  /** The paper's margin of 0.1 and alpha of 32. */
  public ProxyAnchor(int classes, int dimensions, Device device, Seed seed) {
    this(classes, dimensions, 0.1, 32, device, seed);
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var manager = embeddings.getManager();
    var classOfRow = labels.classes();
    // results belong to the first operand's manager: none may stay with the proxies
    var directions = manager.zeros(proxies.getShape()).add(proxies.getArray());
    var d = distance().allPairs(embeddings, directions).transpose(); // (C, N)
    var mine = membership(manager, classOfRow);
    var pull =
        TorchOps.maskedLogSumExp(
            d.sub(Scalar.constant(1 - margin)).mul(Scalar.constant(alpha)), mine);
    var push =
        TorchOps.maskedLogSumExp(
            d.neg().add(Scalar.constant(1 + margin)).mul(Scalar.constant(alpha)),
            mine.neg().add(Scalar.constant(1)));
    long present = Arrays.stream(classOfRow).distinct().count();
    return Activation.softPlus(pull)
        .sum()
        .div(Scalar.temporary(present))
        .add(Activation.softPlus(push).sum().div(Scalar.constant(classes)));
  }

  /** A 1 for every row of every class: (C, N). */
  private NDArray membership(NDManager owner, int[] classOfRow) {
    var mask = new float[classes * classOfRow.length];
    for (int row = 0; row < classOfRow.length; row++) {
      int label = classOfRow[row];
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "row %d is of class %d, but there are proxies for classes 0 to %d: make the loss with the number of classes of the data"
                .formatted(row, label, classes - 1));
      }
      mask[label * classOfRow.length + row] = 1;
    }
    return Tensors.create(owner, mask, new Shape(classes, classOfRow.length));
  }

  /** Cosine: the only one that the loss is defined for. */
  @Override
  public Distance distance() {
    return Distances.COSINE;
  }

  /** True: a held-out class has no proxy. */
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
    manager.close();
  }

  @Override
  public String toString() {
    return "proxy-anchor(margin=%s, alpha=%s)".formatted(margin, alpha);
  }
}
