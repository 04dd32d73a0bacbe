package dev.siamese.mining;

import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;

/**
 * Which negatives are too near to be believed: where labels are incomplete, as with duplicates or
 * search queries, the very nearest "negatives" are often positives that nobody has marked.
 */
public sealed interface FalseNegativeFilter {

  /** Believes every label: nothing is left out. */
  FalseNegativeFilter OFF = new KeepAll();

  /**
   * The distance that a negative must exceed.
   *
   * @param positive distance of the anchor to its nearest positive
   */
  double minNegativeDistance(double positive);

  /** Whether the rule makes sense for that distance; refused with the reason otherwise. */
  default void requireSupported(Distance distance) {}

  /** Leaves nothing out. */
  record KeepAll() implements FalseNegativeFilter {
    @Override
    public double minNegativeDistance(double positive) {
      return Double.NEGATIVE_INFINITY;
    }

    @Override
    public String toString() {
      return "none";
    }
  }

  /**
   * Negatives must be farther away than the nearest positive, by a margin: d⁻ &gt; d⁺ + margin.
   * With cosine distance this is the rule similarity⁻ &lt; similarity⁺ − margin.
   *
   * @param margin in the distance's unit; below 0, negatives may be that much nearer
   */
  record AbsoluteMargin(double margin) implements FalseNegativeFilter {
    public AbsoluteMargin {
      if (!Double.isFinite(margin)) {
        throw new IllegalArgumentException("the absolute margin must be finite, not " + margin);
      }
    }

    @Override
    public double minNegativeDistance(double positive) {
      return positive + margin;
    }
  }

  /**
   * Negatives must be less similar than the nearest positive, by a part of its similarity:
   * similarity⁻ &lt; (1 − margin) · similarity⁺. For cosine distance only, where similarity is 1 −
   * d: so d⁻ &gt; d⁺ + margin · (1 − d⁺).
   *
   * @param margin from 0 to 1, such as 0.05
   */
  record RelativeMargin(double margin) implements FalseNegativeFilter {
    public RelativeMargin {
      if (!(margin >= 0 && margin <= 1)) {
        throw new IllegalArgumentException(
            "the relative margin must be from 0 to 1, not " + margin);
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
            "a relative margin compares similarities, which only cosine distance has, not %s: take an absolute margin"
                .formatted(distance));
      }
    }
  }
}
