package dev.siamese.study;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.siamese.loss.Loss;
import dev.siamese.mining.TripletMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;

/** The value of a loss on all embeddings as one batch. */
public final class BatchLoss {

  private static final int MAX_ROWS = 5_000;
  private static final long MAX_TRIPLETS = 200_000_000;

  private BatchLoss() {}

  /**
   * Refuses data that are too large for one batch.
   *
   * @param labels the classes of the embeddings (N)
   * @param loss the loss to compute
   * @throws IllegalArgumentException with more than 5,000 embeddings, or if the loss would compare
   *     more than 200 million triplets
   */
  public static void requireFits(int[] labels, Loss loss) {
    if (labels.length > MAX_ROWS) {
      throw new IllegalArgumentException(
          "%d embeddings for one batch of the loss %s: pass at most %d"
              .formatted(labels.length, loss, MAX_ROWS));
    }
    long triplets = loss.maxTriplets(BatchLabels.of(labels));
    if (triplets > MAX_TRIPLETS) {
      throw new IllegalArgumentException(
          "%d triplets in one batch of the loss %s, more than %d: use the miner %s or fewer embeddings"
              .formatted(triplets, loss, MAX_TRIPLETS, TripletMiners.BATCH_HARD));
    }
  }

  /**
   * The loss of one training step with these embeddings.
   *
   * @param embeddings (N, D)
   * @param labels their classes (N)
   * @param loss the loss to compute
   * @return the loss
   * @throws IllegalArgumentException as {@link #requireFits} does, if the embeddings contain NaN or
   *     infinity, or if there are not N labels
   */
  public static double compute(NDArray embeddings, int[] labels, Loss loss) {
    if (embeddings.getShape().get(0) != labels.length) {
      throw new IllegalArgumentException(
          "%d embeddings but %d labels: pass one label per row"
              .formatted(embeddings.getShape().get(0), labels.length));
    }
    NonFinite.requireFinite(embeddings);
    requireFits(labels, loss);
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var value = loss.compute(embeddings.stopGradient(), BatchLabels.of(labels));
      return Tensors.toDoubleArray(value.toType(DataType.FLOAT64, false))[0];
    }
  }
}
