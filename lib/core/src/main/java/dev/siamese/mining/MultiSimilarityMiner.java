package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.MaskedOps;

/**
 * The pairs that violate a margin of ε within their row (Wang et al. 2019;
 * pytorch-metric-learning's MultiSimilarityMiner): for every anchor the positives with d⁺ + ε &gt;
 * its nearest negative, and the negatives with d⁻ − ε &lt; its farthest positive. Rows without a
 * positive or without a negative have no pairs.
 *
 * @param epsilon ε, at least 0, in the unit of the distance; 0.1 for cosine in the paper
 */
public record MultiSimilarityMiner(double epsilon) implements PairMiner {

  public MultiSimilarityMiner {
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException(
          "multi-similarity mining needs an epsilon of at least 0, not " + epsilon);
    }
  }

  /** ε = 0.1. */
  public MultiSimilarityMiner() {
    this(0.1);
  }

  @Override
  public PairMasks mine(NDArray distances, BatchLabels labels) {
    var manager = distances.getManager();
    var fixed = distances.stopGradient();
    var same = labels.positiveMask(manager);
    var different = labels.negativeMask(manager);
    var nearest = MaskedOps.maskedMin(fixed, different);
    var farthest = MaskedOps.maskedMax(fixed, same);
    return new PairMasks(
        same.mul(fixed.add(Scalar.constant(epsilon)).gt(nearest).toType(DataType.FLOAT32, false)),
        different.mul(
            fixed.sub(Scalar.constant(epsilon)).lt(farthest).toType(DataType.FLOAT32, false)));
  }

  @Override
  public String toString() {
    return PairMiners.FAMILY.print(this);
  }
}
