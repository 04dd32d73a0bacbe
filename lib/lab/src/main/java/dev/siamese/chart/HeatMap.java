package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;

/** A matrix as coloured cells, with images that label rows and columns. Not thread-safe. */
public final class HeatMap implements Chart {

  private static final int MARGIN = 10;
  private static final int TITLE = 34;
  private static final int SCALE = 30;
  private static final int MAX_LABEL = 60;

  private final String title;
  private final float[][] values;
  private final int cellSize;
  private final ColorScale scale;
  private final String unit;
  private List<BufferedImage> rows = List.of();
  private List<BufferedImage> columns = List.of();

  private HeatMap(String title, float[][] values, int cellSize, ColorScale scale, String unit) {
    this.title = title;
    this.values = values;
    this.cellSize = cellSize;
    this.scale = scale;
    this.unit = unit;
  }

  /**
   * Distances, in the colours from same pairs, at 0, to different pairs, at the largest distance.
   *
   * @param title printed above the cells
   * @param values (N, M), at least one
   * @param cellSize size of a cell in pixels
   * @return a heat map with N rows and M columns
   */
  public static HeatMap distances(String title, float[][] values, int cellSize) {
    return new HeatMap(title, values, cellSize, ColorScale.distances(max(values)), "distance");
  }

  /**
   * Other values, from white, the minimum, to black, the maximum; with negative ones, as of
   * embeddings, from purple over white, at 0, to orange.
   *
   * @param title printed above the cells
   * @param values (N, M), at least one
   * @param cellSize size of a cell in pixels
   * @return a heat map with N rows and M columns
   */
  public static HeatMap values(String title, float[][] values, int cellSize) {
    double low = Double.POSITIVE_INFINITY;
    for (var row : values) {
      for (float value : row) {
        low = Math.min(low, value);
      }
    }
    return new HeatMap(title, values, cellSize, ColorScale.fitting(low, max(values)), "");
  }

  private static double max(float[][] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (var row : values) {
      for (float value : row) {
        max = Math.max(max, value);
      }
    }
    return max;
  }

  /**
   * Splits a flat array into rows of the given number of columns.
   *
   * @param flat row by row; its length is a multiple of {@code columns}
   * @param columns the length of a row
   * @return (rows, columns)
   */
  public static float[][] reshape(float[] flat, int columns) {
    var rows = new float[flat.length / columns][columns];
    for (int i = 0; i < flat.length; i++) {
      rows[i / columns][i % columns] = flat[i];
    }
    return rows;
  }

  /**
   * Sets images at the left, each for the same number of rows.
   *
   * @param images from top to bottom
   * @return this heat map
   */
  public HeatMap rowImages(List<BufferedImage> images) {
    rows = List.copyOf(images);
    return this;
  }

  /**
   * Sets images at the top, each for the same number of columns.
   *
   * @param images from left to right
   * @return this heat map
   */
  public HeatMap columnImages(List<BufferedImage> images) {
    columns = List.copyOf(images);
    return this;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public BufferedImage draw(double pixelRatio) {
    int perRow = rows.isEmpty() ? 0 : values.length / rows.size() * cellSize;
    int perColumn = columns.isEmpty() ? 0 : values[0].length / columns.size() * cellSize;
    int left = MARGIN + (rows.isEmpty() ? 0 : Math.min(perRow, MAX_LABEL) + 6);
    int top = TITLE + (columns.isEmpty() ? 0 : Math.min(perColumn, MAX_LABEL) + 6);
    int width = values[0].length * cellSize;
    int height = values.length * cellSize;
    var canvas = Canvas.of(left + width + MARGIN, top + height + SCALE, title, pixelRatio);
    var graphics = canvas.graphics();
    for (int y = 0; y < values.length; y++) {
      for (int x = 0; x < values[y].length; x++) {
        graphics.setColor(scale.colorAt(values[y][x]));
        graphics.fillRect(left + x * cellSize, top + y * cellSize, cellSize, cellSize);
      }
    }
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke(2));
    for (int i = 1; i < rows.size(); i++) {
      graphics.drawLine(left, top + i * perRow, left + width, top + i * perRow);
    }
    for (int i = 1; i < columns.size(); i++) {
      graphics.drawLine(left + i * perColumn, top, left + i * perColumn, top + height);
    }
    int rowImageSize = Math.min(perRow, MAX_LABEL);
    for (int i = 0; i < rows.size(); i++) {
      int y = top + i * perRow + (perRow - rowImageSize) / 2;
      graphics.drawImage(rows.get(i), MARGIN, y, rowImageSize, rowImageSize, null);
    }
    int columnImageSize = Math.min(perColumn, MAX_LABEL);
    for (int i = 0; i < columns.size(); i++) {
      int x = left + i * perColumn + (perColumn - columnImageSize) / 2;
      graphics.drawImage(columns.get(i), x, TITLE, columnImageSize, columnImageSize, null);
    }
    graphics.setStroke(new BasicStroke(1));
    scale.draw(graphics, left, top + height + 10, width, unit);
    return canvas.finish();
  }
}
