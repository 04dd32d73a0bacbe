package dev.siamese.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.CloseableLock;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;

/**
 * Scores how much nearer a sample is to positive examples, such as fraud, than to negative ones. A
 * new example is one more row; nothing is trained.
 *
 * <p>The score is the log ratio of two kernel density estimates: log mean exp(−d(x, p) / t) − log
 * mean exp(−d(x, n) / t), over the positive examples p and the negative examples n. For a small
 * temperature t it is the difference of the distances to the nearest examples, divided by t; for a
 * large one the difference of the mean distances.
 *
 * <p>Safe for use by several threads. Holds native memory: close it. The encoder is used but not
 * closed.
 */
public final class DensityRatioScorer implements AutoCloseable {

  private static final int BLOCK_SIZE = 256;

  private final Encoder encoder;
  private final double temperature;
  private final NDManager manager;
  private final NDArray positives; // (P, D)
  private final NDArray negatives; // (N, D)
  private final CloseableLock lock = new CloseableLock("the scorer is closed: create another one");

  /**
   * Embeds the examples.
   *
   * @param encoder used but not closed
   * @param positives at least one sample, not preprocessed
   * @param negatives at least one sample, not preprocessed
   * @param temperature t, above 0, in units of the encoder's distance
   */
  public DensityRatioScorer(
      Encoder encoder, Dataset positives, Dataset negatives, double temperature) {
    if (positives.size() == 0 || negatives.size() == 0) {
      throw new IllegalArgumentException(
          "%d positive and %d negative examples: at least 1 of each is needed"
              .formatted(positives.size(), negatives.size()));
    }
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("the temperature must be above 0: " + temperature);
    }
    this.encoder = encoder;
    this.temperature = temperature;
    manager = Torch.manager(encoder.device());
    try {
      this.positives = encoder.embed(positives, manager);
      this.negatives = encoder.embed(negatives, manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Scores samples; a higher score is more likely positive.
   *
   * @param samples not preprocessed
   * @return (N)
   * @throws IllegalStateException if this or the encoder is closed, or this thread is interrupted
   *     while it waits
   */
  public float[] score(Dataset samples) {
    return samples.size() == 0 ? new float[0] : lock.read(() -> scoreOpen(samples));
  }

  private float[] scoreOpen(Dataset samples) {
    var scores = new float[samples.size()];
    try (var owner = Torch.manager(manager.getDevice())) {
      var embeddings = encoder.embed(samples, owner);
      for (int from = 0; from < scores.length; from += BLOCK_SIZE) {
        int to = Math.min(scores.length, from + BLOCK_SIZE);
        try (var scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          var block = embeddings.get(from + ":" + to);
          var ratio = logDensity(block, positives).sub(logDensity(block, negatives));
          System.arraycopy(Tensors.toFloatArray(ratio), 0, scores, from, to - from);
        }
      }
    }
    return scores;
  }

  /** log mean exp(−d / t) over the examples: (N). */
  private NDArray logDensity(NDArray samples, NDArray examples) {
    var owner = samples.getManager();
    var distances = encoder.card().distance().allPairs(samples, examples);
    var logits = distances.div(Scalar.temporary(owner, -temperature));
    var mask = owner.ones(new Shape(1, examples.size(0)));
    return MaskedOps.maskedLogSumExp(logits, mask.broadcast(logits.getShape()))
        .sub(Scalar.temporary(owner, Math.log(examples.size(0))));
  }

  /** Waits for the scores of other threads. Later calls have no effect. */
  @Override
  public void close() {
    lock.close(manager::close);
  }
}
