package dev.siamese.chart;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** A chart that draws itself as an image; notebooks display it as the result of a cell. */
public interface Chart {

  /** {@return the title} */
  String title();

  /**
   * Draws the chart.
   *
   * @return the chart as an image in its own size
   */
  BufferedImage draw();

  /**
   * Writes the chart as PNG; missing folders are created.
   *
   * @param file the PNG file, which is overwritten if it exists
   */
  default void save(Path file) {
    Figure.save(draw(), file);
  }
}
