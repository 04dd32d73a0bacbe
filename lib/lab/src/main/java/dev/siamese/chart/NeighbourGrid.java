package dev.siamese.chart;

import dev.siamese.data.Images;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** Some samples, each with others in a row behind it, such as those that are nearest to it. */
public final class NeighbourGrid {

  private static final int SIDE = 72;

  private final Images images;
  private final int neighbours;
  private final ImageGrid grid;

  /**
   * An empty collage.
   *
   * @param images of which all rows are
   * @param neighbours how many follow each sample
   */
  public NeighbourGrid(String title, Images images, int neighbours) {
    this.images = images;
    this.neighbours = neighbours;
    grid = new ImageGrid(neighbours + 2, SIDE).title(title);
  }

  /**
   * Adds a row: a sample, and others framed in the colour of "same" or "different", each with its
   * distance below.
   *
   * @param sample which of the images
   * @param others which of them follow; no more than the collage has room for
   * @param distances of these from the sample
   */
  public NeighbourGrid add(int sample, int[] others, double[] distances) {
    grid.add(images.toBufferedImage(sample), "this one", Palette.TEXT).skip();
    for (int i = 0; i < neighbours; i++) {
      if (i < others.length) {
        boolean same = images.label(others[i]) == images.label(sample);
        var caption = String.format(Locale.ROOT, "%.2f", distances[i]);
        grid.add(
            images.toBufferedImage(others[i]), caption, same ? Palette.SAME : Palette.DIFFERENT);
      } else {
        grid.skip();
      }
    }
    return this;
  }

  /** Draws the collage. */
  public BufferedImage draw() {
    return grid.draw();
  }
}
