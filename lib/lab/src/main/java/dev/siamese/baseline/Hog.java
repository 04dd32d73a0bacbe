package dev.siamese.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Images;
import dev.siamese.tensor.internal.Tensors;
import java.util.stream.IntStream;

/**
 * A baseline without a network: histograms of oriented gradients (Dalal and Triggs 2005). Each cell
 * of an image says how much edge there is in each direction, whichever side is dark; every four
 * neighbouring cells together are divided by their length.
 *
 * @param cellSize side of a cell in pixels
 * @param orientations into which the half circle is divided
 */
public record Hog(int cellSize, int orientations) {

  /** Cells of 8 pixels and 9 directions, as in the paper. */
  public Hog() {
    this(8, 9);
  }

  public Hog {
    if (cellSize < 2 || orientations < 2) {
      throw new IllegalArgumentException(
          "cells of %d pixels with %d directions: at least 2 and 2"
              .formatted(cellSize, orientations));
    }
  }

  /**
   * Describes all images.
   *
   * @return (N, blocks · 4 · directions)
   * @throws IllegalArgumentException if an image has not two cells each way
   */
  public NDArray extract(Images images, NDManager manager) {
    int down = images.height() / cellSize;
    int across = images.width() / cellSize;
    if (down < 2 || across < 2) {
      throw new IllegalArgumentException(
          "images of %d×%d pixels have not two cells of %d each way"
              .formatted(images.height(), images.width(), cellSize));
    }
    int length = (down - 1) * (across - 1) * 4 * orientations;
    var flat = new float[images.size() * length];
    IntStream.range(0, images.size())
        .parallel()
        .forEach(
            row -> {
              var cells = cells(images.pixels(row), images.height(), images.width());
              blocks(cells, down, across, flat, row * length);
            });
    return Tensors.create(manager, flat, new Shape(images.size(), length));
  }

  /** Edges by cell and direction; each votes for the two directions that are nearest to its own. */
  private float[][] cells(float[] image, int height, int width) {
    int across = width / cellSize;
    var cells = new float[height / cellSize * across][orientations];
    for (int y = 0; y < height / cellSize * cellSize; y++) {
      for (int x = 0; x < across * cellSize; x++) {
        float dx =
            image[y * width + Math.min(width - 1, x + 1)] - image[y * width + Math.max(0, x - 1)];
        float dy =
            image[Math.min(height - 1, y + 1) * width + x] - image[Math.max(0, y - 1) * width + x];
        if (dx == 0 && dy == 0) {
          continue;
        }
        double strength = Math.hypot(dx, dy);
        double turn = Math.atan2(dy, dx) / Math.PI + 1; // half circles, from 0 to 2
        double place = turn * orientations;
        int lower = (int) place;
        double part = place - lower;
        var votes = cells[y / cellSize * across + x / cellSize];
        votes[lower % orientations] += (float) (strength * (1 - part));
        votes[(lower + 1) % orientations] += (float) (strength * part);
      }
    }
    return cells;
  }

  private void blocks(float[][] cells, int down, int across, float[] target, int offset) {
    int at = offset;
    for (int y = 0; y + 1 < down; y++) {
      for (int x = 0; x + 1 < across; x++) {
        int begin = at;
        double squares = 1e-6;
        for (int k = 0; k < 4; k++) {
          for (float votes : cells[(y + k / 2) * across + x + k % 2]) {
            target[at++] = votes;
            squares += votes * votes;
          }
        }
        float norm = (float) (1 / Math.sqrt(squares));
        for (int i = begin; i < at; i++) {
          target[i] *= norm;
        }
      }
    }
  }
}
