package dev.siamese.baseline;

import dev.siamese.data.Images;
import java.util.stream.IntStream;

/**
 * Histograms of oriented gradients (Dalal and Triggs 2005): one histogram of unsigned gradient
 * directions per cell, L2-normalised over blocks of 2 × 2 cells. The features are {@code (N, blocks
 * · 4 · orientations)}.
 *
 * @param cellSize side of a cell in pixels, at least 2. Default: 8
 * @param orientations bins of the half circle, at least 2. Default: 9
 */
public record Hog(int cellSize, int orientations) implements FeatureExtractor<Images> {

  private static final int CELLS_PER_BLOCK = 4;
  private static final double EPSILON = 1e-6;

  /** The defaults of the paper. */
  public Hog() {
    this(8, 9);
  }

  /**
   * Checks the sizes.
   *
   * @param cellSize in pixels, at least 2
   * @param orientations at least 2
   * @throws IllegalArgumentException if one is below 2
   */
  public Hog {
    if (cellSize < 2 || orientations < 2) {
      throw new IllegalArgumentException(
          "cellSize %d and orientations %d: both must be at least 2"
              .formatted(cellSize, orientations));
    }
  }

  /**
   * Computes the histograms.
   *
   * @throws IllegalArgumentException if the images are smaller than 2 × 2 cells
   */
  @Override
  public float[][] extract(Images images) {
    int rows = images.height() / cellSize;
    int columns = images.width() / cellSize;
    if (rows < 2 || columns < 2) {
      throw new IllegalArgumentException(
          "images of %d×%d pixels are smaller than 2 × 2 cells of cellSize %d"
              .formatted(images.height(), images.width(), cellSize));
    }
    var grey = images.withChannels(1);
    return IntStream.range(0, images.size())
        .parallel()
        .mapToObj(i -> cells(grey.pixels(i), images.height(), images.width()))
        .map(cells -> blocks(cells, rows, columns))
        .toArray(float[][]::new);
  }

  /** One histogram per cell; each gradient is divided between the two nearest orientations. */
  private float[][] cells(float[] image, int height, int width) {
    int columns = width / cellSize;
    var cells = new float[height / cellSize * columns][orientations];
    for (int y = 0; y < height / cellSize * cellSize; y++) {
      for (int x = 0; x < columns * cellSize; x++) {
        float dx =
            image[y * width + Math.min(width - 1, x + 1)] - image[y * width + Math.max(0, x - 1)];
        float dy =
            image[Math.min(height - 1, y + 1) * width + x] - image[Math.max(0, y - 1) * width + x];
        if (dx == 0 && dy == 0) {
          continue;
        }
        double magnitude = Math.hypot(dx, dy);
        double halfTurns = Math.atan2(dy, dx) / Math.PI + 1; // from 0 to 2
        double position = halfTurns * orientations;
        int lower = (int) position;
        double fraction = position - lower;
        var histogram = cells[y / cellSize * columns + x / cellSize];
        histogram[lower % orientations] += (float) (magnitude * (1 - fraction));
        histogram[(lower + 1) % orientations] += (float) (magnitude * fraction);
      }
    }
    return cells;
  }

  private float[] blocks(float[][] cells, int rows, int columns) {
    int blockSize = CELLS_PER_BLOCK * orientations;
    var features = new float[(rows - 1) * (columns - 1) * blockSize];
    int next = 0;
    for (int y = 0; y + 1 < rows; y++) {
      for (int x = 0; x + 1 < columns; x++) {
        int start = next;
        double squares = EPSILON;
        for (int k = 0; k < CELLS_PER_BLOCK; k++) {
          for (float value : cells[(y + k / 2) * columns + x + k % 2]) {
            features[next++] = value;
            squares += value * value;
          }
        }
        float scale = (float) (1 / Math.sqrt(squares));
        for (int i = start; i < next; i++) {
          features[i] *= scale;
        }
      }
    }
    return features;
  }
}
