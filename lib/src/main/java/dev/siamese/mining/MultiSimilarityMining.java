package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.siamese.engine.Operations;
import dev.siamese.engine.Scalar;
import dev.siamese.sampling.Labels;

/**
 * Pairs that are not yet told apart by ε (Wang et al. 2019; pytorch-metric-learning's
 * MultiSimilarityMiner): of each anchor the positives with d⁺ + ε &gt; its nearest negative, and
 * the negatives with d⁻ − ε &lt; its farthest positive. Anchors without either kind have no pairs.
 *
 * @param epsilon ε, at least 0, in the distance's unit; 0.1 for cosine in the paper
 */
public record MultiSimilarityMining(double epsilon) implements PairMiner {

  public MultiSimilarityMining {
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException(
          "multi-similarity mining needs an epsilon of at least 0, not " + epsilon);
    }
  }

  /** An ε of 0.1. */
  public MultiSimilarityMining() {
    this(0.1);
  }

  @Override
  public Pairs mine(NDArray distances, Labels labels) {
    var manager = distances.getManager();
    var fixed = distances.stopGradient();
    var same = labels.samePairs(manager);
    var different = labels.differentPairs(manager);
    var nearest = Operations.smallest(fixed, different);
    var farthest = Operations.largest(fixed, same);
    return new Pairs(
        same.mul(fixed.add(Scalar.of(epsilon)).gt(nearest).toType(DataType.FLOAT32, false)),
        different.mul(fixed.sub(Scalar.of(epsilon)).lt(farthest).toType(DataType.FLOAT32, false)));
  }

  @Override
  public String toString() {
    return "multi-similarity(epsilon=" + epsilon + ")";
  }
}
