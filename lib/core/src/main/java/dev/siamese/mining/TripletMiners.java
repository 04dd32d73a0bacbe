package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.SpecFamily;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import java.util.Locale;

/**
 * The usual ways to choose triplets. One that draws them by chance is {@link
 * DistanceWeightedMiner}.
 *
 * <p>{@link #BATCH_ALL} and {@link #SEMI_HARD} need time and memory for (T, N) numbers, T being the
 * pairs of one class: N² (K − 1) with K samples of each, so N³ where a batch has few classes. The
 * others need (N, N).
 *
 * <p>What pytorch-metric-learning calls them stands with each. It calls "all" only the triplets
 * that violate the margin, which here the loss selects by averaging what is above 0; and it gives
 * the whole gradient of a tie to one row, where here equal rows share it.
 */
public enum TripletMiners implements TripletMiner {

  /**
   * Every triplet (no miner there). Most are solved early on and teach nothing; the loss averages
   * the others.
   */
  BATCH_ALL {
    @Override
    public TripletDistances mine(NDArray distances, BatchLabels labels, double margin) {
      var manager = distances.getManager();
      var pairs = labels.positivePairs();
      var anchors = Tensors.indices(manager, pairs.anchors());
      var positives = Tensors.indices(manager, pairs.positives()).expandDims(1);
      var rows = distances.get(new NDIndex("{}", anchors));
      return new TripletDistances(
          rows.gather(positives, 1),
          rows,
          labels.negativeMask(manager).get(new NDIndex("{}", anchors)));
    }
  },

  /**
   * Those whose negative is farther away than the positive, but not by the margin (Schroff,
   * Kalenichenko and Philbin 2015; TripletMarginMiner "semihard"): hard enough to teach, not so
   * hard that all collapses.
   */
  SEMI_HARD {
    @Override
    public TripletDistances mine(NDArray distances, BatchLabels labels, double margin) {
      var all = BATCH_ALL.mine(distances, labels, margin);
      var gap = all.anchorNegative().stopGradient().sub(all.anchorPositive().stopGradient());
      var chosen =
          gap.gt(Scalar.constant(0))
              .logicalAnd(gap.lte(Scalar.constant(margin)))
              .toType(DataType.FLOAT32, false);
      return new TripletDistances(
          all.anchorPositive(), all.anchorNegative(), all.mask().mul(chosen));
    }
  },

  /**
   * For every anchor the farthest positive and the nearest negative (Hermans, Beyer and Leibe 2017;
   * BatchHardMiner).
   */
  BATCH_HARD {
    @Override
    public TripletDistances mine(NDArray distances, BatchLabels labels, double margin) {
      var manager = distances.getManager();
      return new TripletDistances(
          MaskedOps.maskedMax(distances, labels.positiveMask(manager)),
          MaskedOps.maskedMin(distances, labels.negativeMask(manager)),
          labels.anchorMask(manager).expandDims(1));
    }
  },

  /**
   * For every anchor the nearest positive and the nearest negative (Xuan, Stylianou and Pless 2020;
   * BatchEasyHardMiner "easy", "hard"): a class may keep several clusters instead of being pulled
   * into one.
   */
  EASY_POSITIVE_HARD_NEGATIVE {
    @Override
    public TripletDistances mine(NDArray distances, BatchLabels labels, double margin) {
      var manager = distances.getManager();
      return new TripletDistances(
          MaskedOps.maskedMin(distances, labels.positiveMask(manager)),
          MaskedOps.maskedMin(distances, labels.negativeMask(manager)),
          labels.anchorMask(manager).expandDims(1));
    }
  },

  /**
   * For every anchor the nearest positive and the nearest of those negatives that are farther away
   * than it, by whatever margin (Xuan, Stylianou and Pless 2020; BatchEasyHardMiner "easy",
   * "semihard"); anchors without such a negative are left out.
   */
  EASY_POSITIVE_SEMI_HARD_NEGATIVE {
    @Override
    public TripletDistances mine(NDArray distances, BatchLabels labels, double margin) {
      var manager = distances.getManager();
      var positive = MaskedOps.maskedMin(distances, labels.positiveMask(manager));
      var farther = distances.gt(positive).toType(DataType.FLOAT32, false);
      var negative =
          MaskedOps.maskedMin(distances, labels.negativeMask(manager).mul(farther.stopGradient()));
      var found =
          negative
              .stopGradient()
              .lt(Scalar.constant(MaskedOps.MASKED / 2))
              .toType(DataType.FLOAT32, false);
      return new TripletDistances(
          positive, negative, labels.anchorMask(manager).expandDims(1).mul(found));
    }
  };

  /** The named triplet miners, for text and JSON. */
  public static final SpecFamily<TripletMiner> FAMILY =
      new SpecFamily<>(TripletMiner.class, "Miner")
          .withRecords(DistanceWeightedMiner.class)
          .withConstants(List.of(values()));

  /**
   * A miner by its name.
   *
   * @param text such as {@code semi-hard} or {@code distance-weighted(cutoff=0.3)}
   * @throws IllegalArgumentException if there is no such miner, naming those that there are
   */
  public static TripletMiner parse(String text) {
    return FAMILY.parse(text);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
