package dev.siamese.chart;

import java.awt.Color;
import java.util.List;

/**
 * One colour for one thing in every chart, told apart by colour-blind readers too (Okabe and Ito
 * 2008).
 */
public final class Palette {

  /** Pairs of one class, and right answers. */
  public static final Color SAME = new Color(0x0072B2);

  /** Pairs of two classes, and wrong answers. */
  public static final Color DIFFERENT = new Color(0xD55E00);

  /** For series in their order, the first two being for contrastive and triplet loss. */
  public static final List<Color> SERIES =
      List.of(
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x000000));

  /** Words and lines of no meaning of their own. */
  public static final Color TEXT = new Color(0x333333);

  static final Color GRID = new Color(0xE3E3E3);

  private Palette() {}

  /** The colour of the n-th series, from 0; they repeat after seven. */
  public static Color series(int n) {
    return SERIES.get(n % SERIES.size());
  }
}
