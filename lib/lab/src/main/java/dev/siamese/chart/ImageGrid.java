package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Pictures in rows and columns, each with a caption and a frame if wanted. */
public final class ImageGrid {

  private static final int GAP = 8;
  private static final int CAPTION = 20;

  private final int columns;
  private final int side;
  private final List<Cell> cells = new ArrayList<>();
  private String title = "";

  /** One picture; an empty caption takes no room if all captions are empty. */
  private record Cell(BufferedImage picture, String caption, Color frame) {}

  /**
   * An empty grid.
   *
   * @param columns pictures in a row
   * @param side to which the longer side of every picture is scaled, in pixels
   */
  public ImageGrid(int columns, int side) {
    this.columns = columns;
    this.side = side;
  }

  /** Writes a line above the grid. */
  public ImageGrid title(String text) {
    title = text;
    return this;
  }

  /** Adds a picture. */
  public ImageGrid add(BufferedImage picture) {
    return add(picture, "", null);
  }

  /**
   * Adds a picture with a caption.
   *
   * @param frame the colour around it, null for none
   */
  public ImageGrid add(BufferedImage picture, String caption, Color frame) {
    cells.add(new Cell(picture, caption, frame));
    return this;
  }

  /** Leaves the next place empty. */
  public ImageGrid skip() {
    return add(null, "", null);
  }

  /** Draws the grid. */
  public BufferedImage draw() {
    boolean captions = cells.stream().anyMatch(cell -> !cell.caption.isEmpty());
    int rows = (cells.size() + columns - 1) / columns;
    int tallest = cells.stream().mapToInt(this::height).max().orElse(side);
    int rowHeight = tallest + GAP + (captions ? CAPTION : 0);
    int top = title.isEmpty() ? GAP : GAP + 26;
    var canvas = Canvas.of(GAP + columns * (side + GAP), top + rows * rowHeight, title);
    var pen = canvas.graphics();
    pen.setFont(Canvas.PLAIN.deriveFont(12f));
    for (int i = 0; i < cells.size(); i++) {
      int x = GAP + i % columns * (side + GAP);
      draw(pen, cells.get(i), x, top + i / columns * rowHeight, tallest);
    }
    return canvas.finish();
  }

  private double scale(Cell cell) {
    return (double) side / Math.max(cell.picture.getWidth(), cell.picture.getHeight());
  }

  private int height(Cell cell) {
    return cell.picture == null ? 0 : (int) Math.round(cell.picture.getHeight() * scale(cell));
  }

  private void draw(Graphics2D pen, Cell cell, int x, int y, int tallest) {
    if (cell.picture == null) {
      return;
    }
    int w = (int) Math.round(cell.picture.getWidth() * scale(cell));
    int h = height(cell);
    int left = x + (side - w) / 2;
    int above = y + (tallest - h) / 2;
    pen.drawImage(cell.picture, left, above, w, h, null);
    pen.setColor(cell.frame == null ? Palette.GRID : cell.frame);
    pen.setStroke(new BasicStroke(cell.frame == null ? 1 : 4));
    pen.drawRect(left, above, w - 1, h - 1);
    pen.setColor(cell.frame == null ? Palette.TEXT : cell.frame);
    int text = pen.getFontMetrics().stringWidth(cell.caption);
    pen.drawString(cell.caption, x + (side - text) / 2, y + tallest + CAPTION - 5);
  }
}
