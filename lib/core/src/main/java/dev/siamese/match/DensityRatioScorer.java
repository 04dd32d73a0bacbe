package dev.siamese.match;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Tensors;

/**
 * How much nearer a sample is to the few known examples of what is looked for, such as fraud, than
 * to ordinary ones. Nothing is trained: one more example is one more row to be near to.
 *
 * <p>log mean exp(−d(x, sought) / t) − log mean exp(−d(x, ordinary) / t), the means over all known
 * samples of a kind. For a small temperature t only the nearest count, d(x, nearest ordinary) −
 * d(x, nearest sought) over t; for a large one all alike, the difference of the mean distances.
 *
 * <p>Owns native memory: close it. The encoder stays its maker's.
 */
public final class DensityRatioScorer implements AutoCloseable {

  private static final int BLOCK_SIZE = 256;

  private final Encoder encoder;
  private final double temperature;
  private final NDManager manager;
  private final NDArray positives; // (S, D)
  private final NDArray negatives; // (O, D)

  /**
   * Makes samples known, just as they were read.
   *
   * @param sought examples of what is looked for, at least one
   * @param ordinary examples of everything else, at least one
   * @param temperature t, above 0, in units of the encoder's distance
   */
  public DensityRatioScorer(Encoder encoder, Dataset sought, Dataset ordinary, double temperature) {
    if (sought.size() == 0 || ordinary.size() == 0) {
      throw new IllegalArgumentException(
          "%d examples of what is looked for and %d ordinary ones: at least one of each is needed"
              .formatted(sought.size(), ordinary.size()));
    }
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("the temperature must be above 0: " + temperature);
    }
    this.encoder = encoder;
    this.temperature = temperature;
    manager = Torch.manager(encoder.manager().getDevice());
    this.positives = encoder.embed(sought, manager);
    this.negatives = encoder.embed(ordinary, manager);
  }

  /**
   * The scores of samples, just as they were read: one for each, higher is more suspicious.
   *
   * @return (N)
   */
  public float[] score(Dataset samples) {
    var scores = new float[samples.size()];
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var embeddings = encoder.embed(samples, manager);
      for (int from = 0; from < scores.length; from += BLOCK_SIZE) {
        int to = Math.min(scores.length, from + BLOCK_SIZE);
        try (var block = new NDScope()) {
          block.suppressNotUsedWarning();
          var some = embeddings.get(from + ":" + to);
          var difference = logDensity(some, positives).sub(logDensity(some, negatives));
          System.arraycopy(Tensors.toFloatArray(difference), 0, scores, from, to - from);
        }
      }
    }
    return scores;
  }

  /** log mean exp(−d / t) over the known samples: (N). */
  private NDArray logDensity(NDArray some, NDArray known) {
    var logits =
        encoder.card().distance().allPairs(some, known).div(Scalar.temporary(-temperature));
    var all = some.getManager().ones(new Shape(1, known.size(0)));
    return MaskedOps.maskedLogSumExp(logits, all.broadcast(logits.getShape()))
        .sub(Scalar.temporary(Math.log(known.size(0))));
  }

  @Override
  public void close() {
    manager.close();
  }
}
