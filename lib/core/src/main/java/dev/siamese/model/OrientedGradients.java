package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import dev.siamese.tensor.internal.Scalar;

/**
 * Features without weights, similar to histograms of oriented gradients (Dalal and Triggs 2005).
 * For every cell and orientation, the mean positive derivative in that direction is divided by the
 * root mean square over all orientations in the 3×3 cells around it, so that contrast does not
 * count; cells outside the image count as zero. Input {@code (N, C, H, W)}, output {@code (N,
 * orientations · C · (H / cellSize) · (W / cellSize))}.
 *
 * @param orientations into which the full circle is divided
 * @param cellSize side of a cell in pixels
 */
record OrientedGradients(int orientations, int cellSize) implements Architecture {

  private static final float EPSILON =
      1e-4f; // keeps the noise of an even area from being amplified

  OrientedGradients {
    Checks.requirePositive("orientations", orientations);
    Checks.requirePositive("cellSize", cellSize);
  }

  @Override
  public Block build() {
    var features =
        new LambdaBlock(
            inputs -> {
              var grid = grid(inputs.singletonOrThrow());
              return new NDList(grid.reshape(grid.getShape().get(0), -1));
            },
            "oriented gradients") {
          @Override
          public Shape[] getOutputShapes(Shape[] inputs) {
            var grid = gridShape(inputs[0]);
            return new Shape[] {new Shape(grid.get(0), grid.size() / grid.get(0))};
          }
        };
    return new SequentialBlock().add(features);
  }

  /** The shape of {@link #grid} of images (N, C, H, W). */
  Shape gridShape(Shape images) {
    return new Shape(
        images.get(0),
        orientations * images.get(1),
        images.get(2) / cellSize,
        images.get(3) / cellSize);
  }

  /** The features of each cell: (N, orientations · C, H / cellSize, W / cellSize). */
  NDArray grid(NDArray images) {
    var dx = derivative(images, 3);
    var dy = derivative(images, 2);
    var cells = new NDList();
    for (int i = 0; i < orientations; i++) {
      double angle = 2 * Math.PI * i / orientations;
      var derivative =
          dx.mul(Scalar.constant((float) Math.cos(angle)))
              .add(dy.mul(Scalar.constant((float) Math.sin(angle))));
      cells.add(cellMeans(derivative.maximum(Scalar.constant(0f))));
    }
    var all = NDArrays.concat(cells, 1);
    var energy = all.square().mean(new int[] {1}, true);
    var block = new Shape(3, 3);
    var one = new Shape(1, 1);
    energy = Pool.avgPool2d(energy, block, one, one, false, true);
    return all.div(energy.add(Scalar.constant(EPSILON)).sqrt());
  }

  NDArray cellMeans(NDArray pixels) {
    var square = new Shape(cellSize, cellSize);
    return Pool.avgPool2d(pixels, square, square, new Shape(0, 0), false, true);
  }

  /** The next pixel minus the previous one, with replicated borders. */
  private static NDArray derivative(NDArray images, int axis) {
    long last = images.getShape().get(axis) - 1;
    var before = axis == 3 ? ":, :, :, " : ":, :, ";
    var from = new NDIndex(before + "1:");
    var to = new NDIndex(before + "0:{}", last);
    var first = new NDIndex(before + "0:1");
    var end = new NDIndex(before + "{}:", last);
    var next = images.get(from).concat(images.get(end), axis);
    return next.sub(images.get(first).concat(images.get(to), axis));
  }
}
