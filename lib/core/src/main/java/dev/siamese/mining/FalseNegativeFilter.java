package dev.siamese.mining;

import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;

/** Filters likely false negatives by their distance and that of the nearest positive. */
sealed interface FalseNegativeFilter {

  /** Keeps all negatives. */
  FalseNegativeFilter OFF = new KeepAll();

  /** Keeps the negatives with d⁻ &gt; d⁺ + margin. */
  static FalseNegativeFilter absoluteMargin(double margin) {
    return new AbsoluteMargin(margin);
  }

  /** Keeps the negatives with d⁻ &gt; d⁺ + margin · (1 − d⁺), for cosine distance. */
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
