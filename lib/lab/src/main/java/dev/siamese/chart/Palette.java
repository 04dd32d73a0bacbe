package dev.siamese.chart;

import java.awt.Color;
import java.util.List;

/** The colours of all charts, distinguishable with colour blindness (Okabe and Ito 2008). */
public final class Palette {

  /** Same pairs, and correct predictions. */
  public static final Color SAME = new Color(0x0072B2);

  /** Different pairs, and wrong predictions. */
  public static final Color DIFFERENT = new Color(0xD55E00);

  /** Text and neutral lines. */
  public static final Color TEXT = new Color(0x333333);

  static final Color GRID = new Color(0xE3E3E3);
  static final int FILL_ALPHA = 110;

  private static final List<Color> SERIES =
      List.of(
          new Color(0x009E73),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0xCC79A7),
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x000000));

  private Palette() {}

  /**
   * {@return the colour of the n-th series, from 0; colours repeat after seven}
   *
   * @param n at least 0
   */
  public static Color series(int n) {
    return SERIES.get(n % SERIES.size());
  }

  /**
   * A translucent colour.
   *
   * @param alpha from 0, invisible, to 255, opaque
   */
  static Color withAlpha(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
