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
import dev.siamese.tensor.Scalar;

/**
 * Features without weights, akin to histograms of oriented gradients (Dalal and Triggs 2005): how
 * much a cell of an image becomes lighter in each direction, divided by the root mean square of all
 * directions in the 3×3 cells around it, so that contrast does not count; cells outside the image
 * have no edges. Input {@code (N, 1, H, W)}, output {@code (N, directions · (H / cell) · (W /
 * cell))}.
 *
 * @param orientations into which the full circle is divided
 * @param cellSize side of a cell in pixels
 */
public record OrientedGradients(int orientations, int cellSize) implements Architecture {

  private static final float FAINT = 1e-4f; // an even grey has no edges, and not those of its noise

  public OrientedGradients {
    Checks.requirePositive("orientations", orientations);
    Checks.requirePositive("cellSize", cellSize);
  }

  @Override
  public Block build() {
    var edges =
        new LambdaBlock(inputs -> new NDList(of(inputs.singletonOrThrow())), "edges") {
          @Override
          public Shape[] getOutputShapes(Shape[] inputs) {
            var image = inputs[0];
            long cells = (image.get(2) / cellSize) * (image.get(3) / cellSize);
            return new Shape[] {new Shape(image.get(0), orientations * cells)};
          }
        };
    return new SequentialBlock().add(edges);
  }

  private NDArray of(NDArray images) {
    var across = slope(images, 3);
    var down = slope(images, 2);
    var cells = new NDList();
    for (int i = 0; i < orientations; i++) {
      double angle = 2 * Math.PI * i / orientations;
      var rise =
          across
              .mul(Scalar.constant((float) Math.cos(angle)))
              .add(down.mul(Scalar.constant((float) Math.sin(angle))));
      cells.add(means(rise.maximum(Scalar.constant(0f))));
    }
    var all = NDArrays.concat(cells, 1);
    var energy = all.square().mean(new int[] {1}, true);
    var three = new Shape(3, 3);
    var one = new Shape(1, 1);
    energy = Pool.avgPool2d(energy, three, one, one, false, true);
    return all.div(energy.add(Scalar.constant(FAINT)).sqrt()).reshape(images.getShape().get(0), -1);
  }

  private NDArray means(NDArray pixels) {
    var square = new Shape(cellSize, cellSize);
    return Pool.avgPool2d(pixels, square, square, new Shape(0, 0), false, true);
  }

  /** The next pixel less the one before; at the rim, where one of them is missing, the pixel. */
  private static NDArray slope(NDArray images, int axis) {
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
