package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Images in rows and columns, with optional captions and frames. Not thread-safe. */
public final class ImageGrid implements Chart {

  private static final int GAP = 8;
  private static final int CAPTION = 20;
  private static final int MAX_CAPTIONS = 12; // in the alternative text
  private static final double PHOTO = 0.3; // fraction of pixels between dark and light

  private final int columns;
  private final int imageSize;
  private final List<Cell> cells = new ArrayList<>();
  private String title = "";

  private record Cell(BufferedImage image, String caption, Color frame) {}

  /**
   * An empty grid.
   *
   * @param columns images per row
   * @param imageSize longer side to which every image is scaled, in pixels
   */
  public ImageGrid(int columns, int imageSize) {
    this.columns = columns;
    this.imageSize = imageSize;
  }

  /**
   * Sets the title.
   *
   * @param text printed above the grid
   * @return this grid
   */
  public ImageGrid title(String text) {
    title = text;
    return this;
  }

  /**
   * Adds an image.
   *
   * @param image drawn without caption and frame
   * @return this grid
   */
  public ImageGrid add(BufferedImage image) {
    return add(image, "", null);
  }

  /**
   * Adds an image.
   *
   * @param image drawn in the next cell
   * @param caption below the image; may be empty
   * @param frame colour of the frame; null for none
   * @return this grid
   */
  public ImageGrid add(BufferedImage image, String caption, Color frame) {
    cells.add(new Cell(image, caption, frame));
    return this;
  }

  /**
   * Leaves the next cell empty.
   *
   * @return this grid
   */
  public ImageGrid skip() {
    return add(null, "", null);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String altText() {
    var images = cells.stream().filter(cell -> cell.image != null).toList();
    var captions =
        images.stream()
            .map(Cell::caption)
            .filter(caption -> !caption.isEmpty())
            .distinct()
            .limit(MAX_CAPTIONS)
            .collect(Collectors.joining(", "));
    return (title.isEmpty() ? "" : title + ": ")
        + images.size()
        + " images"
        + (captions.isEmpty() ? "" : ", captions: " + captions);
  }

  /** 1 for photos: they have few sharp edges, and files of double resolution would be large. */
  @Override
  public double pixelRatio() {
    var images = cells.stream().map(Cell::image).filter(Objects::nonNull).toList();
    double middle = images.stream().mapToDouble(ImageGrid::middleFraction).average().orElse(0);
    return middle > PHOTO ? 1 : PIXEL_RATIO;
  }

  /** The fraction of pixels that are not near the darkest or the lightest one. */
  private static double middleFraction(BufferedImage image) {
    int width = image.getWidth();
    var greens =
        IntStream.range(0, width * image.getHeight())
            .map(i -> image.getRGB(i % width, i / width) >> 8 & 255)
            .toArray();
    int low = Arrays.stream(greens).min().orElse(0);
    int high = Arrays.stream(greens).max().orElse(0);
    double edge = 0.1 * (high - low);
    long middle =
        Arrays.stream(greens).filter(value -> value > low + edge && value < high - edge).count();
    return (double) middle / greens.length;
  }

  @Override
  public BufferedImage draw(double pixelRatio) {
    boolean captions = cells.stream().anyMatch(cell -> !cell.caption.isEmpty());
    int rows = (cells.size() + columns - 1) / columns;
    int tallest = cells.stream().mapToInt(this::height).max().orElse(imageSize);
    int rowHeight = tallest + GAP + (captions ? CAPTION : 0);
    int top = title.isEmpty() ? GAP : GAP + 26;
    int width = Math.max(GAP + columns * (imageSize + GAP), Canvas.titleWidth(title));
    var canvas = Canvas.of(width, top + rows * rowHeight, title, pixelRatio);
    var graphics = canvas.graphics();
    graphics.setFont(Canvas.PLAIN.deriveFont(12f));
    for (int i = 0; i < cells.size(); i++) {
      int x = GAP + i % columns * (imageSize + GAP);
      draw(graphics, cells.get(i), x, top + i / columns * rowHeight, tallest);
    }
    return canvas.finish();
  }

  private double scale(Cell cell) {
    return (double) imageSize / Math.max(cell.image.getWidth(), cell.image.getHeight());
  }

  private int height(Cell cell) {
    return cell.image == null ? 0 : (int) Math.round(cell.image.getHeight() * scale(cell));
  }

  private void draw(Graphics2D graphics, Cell cell, int x, int y, int tallest) {
    if (cell.image == null) {
      return;
    }
    int w = (int) Math.round(cell.image.getWidth() * scale(cell));
    int h = height(cell);
    int left = x + (imageSize - w) / 2;
    int imageTop = y + (tallest - h) / 2;
    graphics.drawImage(cell.image, left, imageTop, w, h, null);
    graphics.setColor(cell.frame == null ? Palette.GRID : cell.frame);
    graphics.setStroke(new BasicStroke(cell.frame == null ? 1 : 4));
    graphics.drawRect(left, imageTop, w - 1, h - 1);
    graphics.setColor(cell.frame == null ? Palette.TEXT : cell.frame);
    int captionWidth = graphics.getFontMetrics().stringWidth(cell.caption);
    int captionLeft = Math.max(GAP, x + (imageSize - captionWidth) / 2); // within the picture
    graphics.drawString(cell.caption, captionLeft, y + tallest + CAPTION - 5);
  }
}
