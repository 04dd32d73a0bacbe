package dev.siamese.chart;

import dev.siamese.data.Images;
import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * Query images, each followed by other images, such as its nearest neighbours.
 *
 * <p>Not thread-safe.
 */
public final class NeighbourGrid implements Chart {

  private static final int IMAGE_SIZE = 72;

  private final Images images;
  private final int neighbours;
  private final ImageGrid grid;

  /**
   * An empty grid.
   *
   * @param title printed above the grid
   * @param images that all rows are taken from
   * @param neighbours maximum number of images after each query
   */
  public NeighbourGrid(String title, Images images, int neighbours) {
    this.images = images;
    this.neighbours = neighbours;
    grid = new ImageGrid(neighbours + 2, IMAGE_SIZE).title(title);
  }

  /**
   * Adds a query with its neighbours, each framed by whether its class is that of the query.
   *
   * @param query row of the query
   * @param rows of the neighbours
   * @param distances of the neighbours to the query
   * @return this grid
   */
  public NeighbourGrid add(int query, int[] rows, double[] distances) {
    grid.add(images.toBufferedImage(query), "query", Palette.TEXT).skip();
    for (int i = 0; i < neighbours; i++) {
      if (i < rows.length) {
        boolean same = images.label(rows[i]) == images.label(query);
        var caption = String.format(Locale.ROOT, "%.2f", distances[i]);
        grid.add(images.toBufferedImage(rows[i]), caption, same ? Palette.SAME : Palette.DIFFERENT);
      } else {
        grid.skip();
      }
    }
    return this;
  }

  @Override
  public String title() {
    return grid.title();
  }

  @Override
  public String altText() {
    return grid.altText();
  }

  @Override
  public double pixelRatio() {
    return grid.pixelRatio();
  }

  @Override
  public BufferedImage draw(double pixelRatio) {
    return grid.draw(pixelRatio);
  }
}
