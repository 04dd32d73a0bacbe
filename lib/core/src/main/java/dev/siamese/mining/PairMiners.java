package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.SpecFamily;
import java.util.List;
import java.util.Locale;

/** The pair miners without parameters, and the names of all pair miners. */
public enum PairMiners implements PairMiner {

  /** All positive and negative pairs. */
  ALL {
    @Override
    public PairMasks mine(NDArray distances, BatchLabels labels) {
      var manager = distances.getManager();
      return new PairMasks(labels.positiveMask(manager), labels.negativeMask(manager));
    }
  },

  /**
   * For every anchor its farthest positive and its nearest negative, with all ties (Hermans, Beyer
   * and Leibe 2017; the pairs of pytorch-metric-learning's BatchEasyHardMiner "hard", "hard").
   */
  BATCH_HARD {
    @Override
    public PairMasks mine(NDArray distances, BatchLabels labels) {
      var manager = distances.getManager();
      var fixed = distances.stopGradient();
      var same = labels.positiveMask(manager).mul(labels.anchorMask(manager).expandDims(1));
      var different = labels.negativeMask(manager).mul(labels.anchorMask(manager).expandDims(1));
      var farthest = fixed.gte(MaskedOps.maskedMax(fixed, same)).toType(DataType.FLOAT32, false);
      var nearest =
          fixed.lte(MaskedOps.maskedMin(fixed, different)).toType(DataType.FLOAT32, false);
      return new PairMasks(same.mul(farthest), different.mul(nearest));
    }
  };

  /** The named pair miners, for text and JSON. */
  public static final SpecFamily<PairMiner> FAMILY =
      new SpecFamily<>(PairMiner.class, "Miner")
          .withRecords(MultiSimilarityMiner.class)
          .withConstants(List.of(values()));

  /**
   * The pairs that violate a margin of ε within their row (Wang et al. 2019;
   * pytorch-metric-learning's MultiSimilarityMiner): for every anchor the positives with d⁺ + ε
   * &gt; its nearest negative, and the negatives with d⁻ − ε &lt; its farthest positive. Rows
   * without a positive or without a negative have no pairs.
   *
   * @param epsilon ε, at least 0, in the unit of the distance; 0.1 for cosine in the paper
   * @return the miner
   */
  public static PairMiner multiSimilarity(double epsilon) {
    return new MultiSimilarityMiner(epsilon);
  }

  /**
   * A miner by its name.
   *
   * @param text such as {@code batch-hard} or {@code multi-similarity(epsilon=0.2)}
   * @return the miner
   * @throws IllegalArgumentException if there is no such miner, naming those that there are
   */
  public static PairMiner parse(String text) {
    return FAMILY.parse(text);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
