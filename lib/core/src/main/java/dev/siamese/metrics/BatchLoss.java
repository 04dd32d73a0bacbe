package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.siamese.loss.Loss;
import dev.siamese.loss.Triplet;
import dev.siamese.mining.TripletMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.Tensors;

/** The value of a loss on a whole set of embeddings, taken as one batch. */
public final class BatchLoss {

  private static final int MAX_ROWS = 5_000;
  private static final long MAX_TRIPLETS = 200_000_000;

  private BatchLoss() {}

  /**
   * Refuses a set that is too large for one batch.
   *
   * @throws IllegalArgumentException if it has more than 5,000 embeddings, or if all its triplets
   *     would be looked at and are more than 200 million
   */
  public static void requireFits(int[] labels, Loss loss) {
    if (labels.length > MAX_ROWS) {
      throw new IllegalArgumentException(
          "a loss takes all samples as one batch: %d are more than %d"
              .formatted(labels.length, MAX_ROWS));
    }
    if (loss instanceof Triplet triplet && triplet.miner() != TripletMiners.BATCH_HARD) {
      long pairs = BatchLabels.of(labels).positivePairs().size();
      if (pairs * labels.length > MAX_TRIPLETS) {
        throw new IllegalArgumentException(
            "%s looks at %d triplets of one batch, more than %d: take miner=batch-hard or fewer samples"
                .formatted(loss, pairs * labels.length, MAX_TRIPLETS));
      }
    }
  }

  /**
   * The loss, as training would see it in one step.
   *
   * @param embeddings (N, D)
   * @param labels their classes
   * @throws IllegalArgumentException as {@link #requireFits} does, if the embeddings hold NaN or
   *     infinity, or if their number is not that of the labels
   */
  public static double compute(NDArray embeddings, int[] labels, Loss loss) {
    LabeledEmbeddings.requireValid(embeddings, labels.length);
    requireFits(labels, loss);
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var value = loss.compute(embeddings.stopGradient(), BatchLabels.of(labels));
      return Tensors.toDoubleArray(value.toType(DataType.FLOAT64, false))[0];
    }
  }
}
