package dev.siamese.mining;

import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;

/**
 * Filters likely false negatives: with incomplete labels, the nearest "negatives" of a row are
 * often unlabelled positives. The margins are those of sentence-transformers' mine_hard_negatives.
 */
public sealed interface FalseNegativeFilter {

  /** Keeps all negatives. */
  FalseNegativeFilter OFF = new KeepAll();

  /**
   * Keeps the negatives that are farther away than the nearest positive by a margin: d⁻ &gt; d⁺ +
   * margin. With cosine distance, similarity⁻ &lt; similarity⁺ − margin.
   *
   * @param margin in the unit of the distance; negative to allow nearer negatives
   * @return the filter
   */
  static FalseNegativeFilter absoluteMargin(double margin) {
    return new AbsoluteMargin(margin);
  }

  /**
   * Keeps the negatives whose similarity is below that of the nearest positive by a fraction:
   * similarity⁻ &lt; (1 − margin) · similarity⁺. For cosine distance only, where similarity is 1 −
   * d, so that d⁻ &gt; d⁺ + margin · (1 − d⁺).
   *
   * @param margin from 0 to 1, such as 0.05
   * @return the filter
   */
  static FalseNegativeFilter relativeMargin(double margin) {
    return new RelativeMargin(margin);
  }

  /**
   * {@return the distance that a negative must exceed}
   *
   * @param positive distance of the row to its nearest positive
   */
  double minNegativeDistance(double positive);

  /**
   * Checks whether the filter is defined for that distance.
   *
   * @param distance the distance of the miner
   * @throws IllegalArgumentException if it is not
   */
  default void requireSupported(Distance distance) {}
}

/** Keeps all negatives. */
record KeepAll() implements FalseNegativeFilter {

  @Override
  public double minNegativeDistance(double positive) {
    return Double.NEGATIVE_INFINITY;
  }
}

/** Keeps negatives beyond the nearest positive plus a margin. */
record AbsoluteMargin(double margin) implements FalseNegativeFilter {

  AbsoluteMargin {
    if (!Double.isFinite(margin)) {
      throw new IllegalArgumentException("the absolute margin must be finite, not " + margin);
    }
  }

  @Override
  public double minNegativeDistance(double positive) {
    return positive + margin;
  }
}

/** Keeps negatives below a fraction of the similarity of the nearest positive. */
record RelativeMargin(double margin) implements FalseNegativeFilter {

  RelativeMargin {
    if (!(margin >= 0 && margin <= 1)) {
      throw new IllegalArgumentException("the relative margin must be from 0 to 1, not " + margin);
    }
  }

  @Override
  public double minNegativeDistance(double positive) {
    return positive + margin * (1 - positive);
  }

  @Override
  public void requireSupported(Distance distance) {
    if (distance != Distances.COSINE) {
      throw new IllegalArgumentException(
          "a relative margin needs the similarities of cosine distance, not %s: use an absolute margin"
              .formatted(distance));
    }
  }
}
