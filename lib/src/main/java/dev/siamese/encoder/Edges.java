package dev.siamese.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import dev.siamese.engine.Scalar;

/**
 * Features without weights, akin to histograms of oriented gradients (Dalal and Triggs 2005): how
 * much a cell of an image becomes lighter in each direction, divided by the root mean square of all
 * directions in the 3×3 cells around it, so that contrast does not count; cells outside the image
 * have no edges. Input {@code (N, 1, H, W)}, output {@code (N, directions · (H / cell) · (W /
 * cell))}.
 *
 * @param directions into which the full circle is divided
 * @param cell side of a cell in pixels
 */
public record Edges(int directions, int cell) implements Architecture {

  private static final float FAINT = 1e-4f; // an even grey has no edges, and not those of its noise

  public Edges {
    Sizes.checked("directions", directions);
    Sizes.checked("cell", cell);
  }

  @Override
  public Block build() {
    var edges =
        new LambdaBlock(inputs -> new NDList(of(inputs.singletonOrThrow())), "edges") {
          @Override
          public Shape[] getOutputShapes(Shape[] inputs) {
            var image = inputs[0];
            long cells = (image.get(2) / cell) * (image.get(3) / cell);
            return new Shape[] {new Shape(image.get(0), directions * cells)};
          }
        };
    return new SequentialBlock().add(edges);
  }

  private NDArray of(NDArray images) {
    var across = slope(images, 3);
    var down = slope(images, 2);
    var cells = new NDList();
    for (int i = 0; i < directions; i++) {
      double angle = 2 * Math.PI * i / directions;
      var rise =
          across
              .mul(Scalar.of((float) Math.cos(angle)))
              .add(down.mul(Scalar.of((float) Math.sin(angle))));
      cells.add(means(rise.maximum(Scalar.of(0f))));
    }
    var all = NDArrays.concat(cells, 1);
    var energy = all.square().mean(new int[] {1}, true);
    var three = new Shape(3, 3);
    var one = new Shape(1, 1);
    energy = Pool.avgPool2d(energy, three, one, one, false, true);
    return all.div(energy.add(Scalar.of(FAINT)).sqrt()).reshape(images.getShape().get(0), -1);
  }

  private NDArray means(NDArray pixels) {
    var square = new Shape(cell, cell);
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
