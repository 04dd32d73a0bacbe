package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.SpecFamily;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import java.util.Locale;

/**
 * The triplet miners without parameters, and the names of all triplet miners.
 *
 * <p>{@link #BATCH_ALL} and {@link #SEMI_HARD} need time and memory for (T, N), where T is the
 * number of ordered positive pairs: N (K − 1) with K samples of each class, up to N² with few
 * classes in a batch. The others need (N, N).
 *
 * <p>Differences from pytorch-metric-learning: its "all" selects only the triplets that violate the
 * margin, which here the loss does by averaging the terms above 0; and it assigns the gradient of a
 * tie to one row, where here it is divided between the equal rows.
 */
public enum TripletMiners implements TripletMiner {

  /**
   * All triplets (without a miner in pytorch-metric-learning). Most satisfy the margin after a few
   * steps; the loss averages the others.
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
   * All triplets whose negative is farther away than the positive, but by at most the margin
   * (Schroff, Kalenichenko and Philbin 2015; TripletMarginMiner "semihard"). Avoids the collapse
   * that the hardest negatives can cause.
   */
  SEMI_HARD {
    @Override
    public TripletDistances mine(NDArray distances, BatchLabels labels, double margin) {
      var all = BATCH_ALL.mine(distances, labels, margin);
      var gap = all.anchorNegative().stopGradient().sub(all.anchorPositive().stopGradient());
      var selected =
          gap.gt(Scalar.constant(0))
              .logicalAnd(gap.lte(Scalar.constant(margin)))
              .toType(DataType.FLOAT32, false);
      return new TripletDistances(
          all.anchorPositive(), all.anchorNegative(), all.mask().mul(selected));
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
   * BatchEasyHardMiner "easy", "hard"). A class may form several clusters.
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
   * For every anchor the nearest positive and the nearest negative beyond it, regardless of the
   * margin (Xuan, Stylianou and Pless 2020; BatchEasyHardMiner "easy", "semihard"). Anchors without
   * such a negative are left out.
   */
  EASY_POSITIVE_SEMI_HARD_NEGATIVE {
    @Override
    public TripletDistances mine(NDArray distances, BatchLabels labels, double margin) {
      var manager = distances.getManager();
      var positive = MaskedOps.maskedMin(distances, labels.positiveMask(manager));
      var beyond = distances.gt(positive).toType(DataType.FLOAT32, false);
      var negative =
          MaskedOps.maskedMin(distances, labels.negativeMask(manager).mul(beyond.stopGradient()));
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
   * For every anchor and positive one random negative, drawn so that all distances are about
   * equally frequent (Wu et al. 2017; pytorch-metric-learning's DistanceWeightedMiner, which draws
   * the positives too). Call {@link TripletMiner#create} before the first batch.
   *
   * <p>Needs Euclidean distances between L2-normalised embeddings, and memory for (N, N). Anchors
   * without a negative below {@code nonzeroLossCutoff} are left out.
   *
   * @param cutoff distance below which all negatives have the same weight, so that very close,
   *     noisy ones are not preferred; above 0, 0.5 in the paper
   * @param nonzeroLossCutoff distance from which negatives are not drawn, above cutoff and below 2;
   *     1.4 in the paper
   * @return the miner
   */
  public static TripletMiner distanceWeighted(double cutoff, double nonzeroLossCutoff) {
    return new DistanceWeightedMiner(cutoff, nonzeroLossCutoff);
  }

  /**
   * A miner by its name.
   *
   * @param text such as {@code semi-hard} or {@code distance-weighted(cutoff=0.3)}
   * @return the miner
   * @throws IllegalArgumentException if there is no such miner, naming those that there are
   */
  public static TripletMiner parse(String text) {
    return FAMILY.parse(text);
  }

  @Override
  public long maxTriplets(BatchLabels labels) {
    long pairs = TripletMiner.super.maxTriplets(labels);
    return this == BATCH_ALL || this == SEMI_HARD ? pairs * labels.size() : pairs;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
