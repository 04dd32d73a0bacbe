package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;

/** A table of numbers as coloured cells, its rows and columns told by pictures. */
public final class HeatMap {

  private static final int MARGIN = 10;
  private static final int TITLE = 34;
  private static final int SCALE = 30;

  private final String title;
  private final float[][] values;
  private final int cell;
  private final ColorScale scale;
  private final String unit;
  private List<BufferedImage> reshape = List.of();
  private List<BufferedImage> columns = List.of();

  private HeatMap(String title, float[][] values, int cell, ColorScale scale, String unit) {
    this.title = title;
    this.values = values;
    this.cell = cell;
    this.scale = scale;
    this.unit = unit;
  }

  /**
   * Distances: from blue, near, to orange, the largest of them.
   *
   * @param values (N, M), at least one
   * @param cell the side of a cell in pixels
   */
  public static HeatMap distances(String title, float[][] values, int cell) {
    return new HeatMap(title, values, cell, ColorScale.distances(largest(values)), "distance");
  }

  /**
   * Numbers without such a meaning, such as embeddings: from white, the least, to black, the
   * greatest of them.
   *
   * @param values (N, M), at least one
   * @param cell the side of a cell in pixels
   */
  public static HeatMap values(String title, float[][] values, int cell) {
    double low = Double.POSITIVE_INFINITY;
    for (var row : values) {
      for (float value : row) {
        low = Math.min(low, value);
      }
    }
    return new HeatMap(title, values, cell, ColorScale.values(low, largest(values)), "");
  }

  private static double largest(float[][] values) {
    double largest = Double.NEGATIVE_INFINITY;
    for (var row : values) {
      for (float value : row) {
        largest = Math.max(largest, value);
      }
    }
    return largest;
  }

  /** Numbers that stand row after row in one array, as rows of so many. */
  public static float[][] reshape(float[] flat, int columns) {
    var rows = new float[flat.length / columns][columns];
    for (int i = 0; i < flat.length; i++) {
      rows[i / columns][i % columns] = flat[i];
    }
    return rows;
  }

  /** Pictures at the left, each for an equal number of rows. */
  public HeatMap rowImages(List<BufferedImage> pictures) {
    reshape = List.copyOf(pictures);
    return this;
  }

  /** Pictures above, each for an equal number of columns. */
  public HeatMap columnImages(List<BufferedImage> pictures) {
    columns = List.copyOf(pictures);
    return this;
  }

  /** Draws the cells, the pictures and the scale. */
  public BufferedImage draw() {
    int perRow = reshape.isEmpty() ? 0 : values.length / reshape.size() * cell;
    int perColumn = columns.isEmpty() ? 0 : values[0].length / columns.size() * cell;
    int left = MARGIN + (reshape.isEmpty() ? 0 : Math.min(perRow, 60) + 6);
    int top = TITLE + (columns.isEmpty() ? 0 : Math.min(perColumn, 60) + 6);
    int width = values[0].length * cell;
    int height = values.length * cell;
    var canvas = Canvas.of(left + width + MARGIN, top + height + SCALE, title);
    var pen = canvas.graphics();
    for (int y = 0; y < values.length; y++) {
      for (int x = 0; x < values[y].length; x++) {
        pen.setColor(scale.colorAt(values[y][x]));
        pen.fillRect(left + x * cell, top + y * cell, cell, cell);
      }
    }
    pen.setColor(Color.WHITE);
    pen.setStroke(new BasicStroke(2));
    for (int i = 1; i < reshape.size(); i++) {
      pen.drawLine(left, top + i * perRow, left + width, top + i * perRow);
    }
    for (int i = 1; i < columns.size(); i++) {
      pen.drawLine(left + i * perColumn, top, left + i * perColumn, top + height);
    }
    int tall = Math.min(perRow, 60);
    for (int i = 0; i < reshape.size(); i++) {
      int y = top + i * perRow + (perRow - tall) / 2;
      pen.drawImage(reshape.get(i), MARGIN, y, tall, tall, null);
    }
    int broad = Math.min(perColumn, 60);
    for (int i = 0; i < columns.size(); i++) {
      int x = left + i * perColumn + (perColumn - broad) / 2;
      pen.drawImage(columns.get(i), x, TITLE, broad, broad, null);
    }
    pen.setStroke(new BasicStroke(1));
    scale.draw(pen, left, top + height + 10, width, unit);
    return canvas.finish();
  }
}
