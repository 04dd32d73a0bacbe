package dev.siamese.chart;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** A chart that draws itself as an image; notebooks display it as the result of a cell. */
public interface Chart {

  /** Pixels per unit of length in notebooks and files, for screens of high resolution. */
  double PIXEL_RATIO = 2;

  /** {@return pixels per unit of length in notebooks and files; default: {@link #PIXEL_RATIO}} */
  default double pixelRatio() {
    return PIXEL_RATIO;
  }

  /** {@return the title} */
  String title();

  /** {@return a sentence that says what the chart shows, for readers who cannot see it} */
  default String altText() {
    return title();
  }

  /**
   * Draws the chart.
   *
   * @param pixelRatio pixels per unit of length, above 0; 1 draws the chart in its own size
   * @return the image
   */
  BufferedImage draw(double pixelRatio);

  /** {@return the chart as an image in its own size} */
  default BufferedImage draw() {
    return draw(1);
  }

  /**
   * Writes the chart as PNG of its {@link #pixelRatio}; missing folders are created.
   *
   * @param file the PNG file, which is replaced if it exists
   * @throws dev.siamese.data.DataException if it cannot be written
   */
  default void save(Path file) {
    Figure.save(draw(pixelRatio()), file);
  }
}
