package dev.siamese.chart;

import java.awt.image.BufferedImage;
import java.util.Locale;

/** A picture that was asked for, and those that were found, the nearest first. */
public final class SearchResultGrid {

  private static final int COLUMNS = 6;
  private static final int SIDE = 112;

  private final double threshold;
  private final ImageGrid grid;

  /**
   * A query for which nothing has been found yet.
   *
   * @param threshold at or below which a picture is framed in the colour of "same", others in that
   *     of "different"; null if it is not known
   */
  public SearchResultGrid(String title, BufferedImage query, Double threshold) {
    this.threshold = threshold == null ? Double.NaN : threshold;
    grid = new ImageGrid(COLUMNS, SIDE).title(title).add(query, "this one", Palette.TEXT);
  }

  /** Adds a picture, with its distance below. */
  public SearchResultGrid add(BufferedImage found, double distance) {
    var caption = String.format(Locale.ROOT, "%.3f", distance);
    var frame =
        Double.isNaN(threshold) ? null : distance <= threshold ? Palette.SAME : Palette.DIFFERENT;
    grid.add(found, caption, frame);
    return this;
  }

  /** Draws all. */
  public BufferedImage draw() {
    return grid.draw();
  }
}
