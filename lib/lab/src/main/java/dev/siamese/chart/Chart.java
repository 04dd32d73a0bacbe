package dev.siamese.chart;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** A chart that draws itself as an image; notebooks display it as the result of a cell. */
public interface Chart {

  /** The title. */
  String title();

  /** Draws the chart. */
  BufferedImage draw();

  /** Writes the chart as PNG; missing folders are created. */
  default void save(Path file) {
    Figure.save(draw(), file);
  }
}
