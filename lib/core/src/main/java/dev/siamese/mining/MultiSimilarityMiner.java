package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Scalar;

/** The pairs that violate a margin within their row: see {@link PairMiners#multiSimilarity}. */
record MultiSimilarityMiner(double epsilon) implements PairMiner {

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
