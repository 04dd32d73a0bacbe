package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.siamese.engine.Operations;
import dev.siamese.sampling.Labels;
import java.util.Locale;

/** The usual ways to choose pairs. Another is {@link MultiSimilarityMining}. */
public enum PairMining implements PairMiner {

  /** Every pair of which something is known. */
  ALL {
    @Override
    public Pairs mine(NDArray distances, Labels labels) {
      var manager = distances.getManager();
      return new Pairs(labels.samePairs(manager), labels.differentPairs(manager));
    }
  },

  /**
   * For every anchor its farthest positive and its nearest negative, if it has both (Hermans, Beyer
   * and Leibe 2017; the pairs of pytorch-metric-learning's BatchEasyHardMiner "hard", "hard"); all
   * of those that are equally far.
   */
  HARD {
    @Override
    public Pairs mine(NDArray distances, Labels labels) {
      var manager = distances.getManager();
      var fixed = distances.stopGradient();
      var same = labels.samePairs(manager).mul(labels.anchors(manager).expandDims(1));
      var different = labels.differentPairs(manager).mul(labels.anchors(manager).expandDims(1));
      var farthest = fixed.gte(Operations.largest(fixed, same)).toType(DataType.FLOAT32, false);
      var nearest =
          fixed.lte(Operations.smallest(fixed, different)).toType(DataType.FLOAT32, false);
      return new Pairs(same.mul(farthest), different.mul(nearest));
    }
  };

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
