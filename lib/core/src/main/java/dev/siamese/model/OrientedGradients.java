package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import dev.siamese.tensor.internal.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        new FunctionLayer(
            "oriented gradients",
            images -> {
              var grid = grid(images);
              return grid.reshape(grid.getShape().get(0), -1);
            },
            (graph, inputs) -> graph.add("Flatten", grid(graph, inputs.get(0)))) {
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

  /** As {@link #grid(NDArray)}. */
  String grid(OnnxGraph graph, String images) {
    var dx = derivative(graph, images, 3);
    var dy = derivative(graph, images, 2);
    var cells = new ArrayList<String>();
    for (int i = 0; i < orientations; i++) {
      double angle = 2 * Math.PI * i / orientations;
      var derivative =
          graph.add(
              "Add",
              graph.add("Mul", dx, graph.number((float) Math.cos(angle))),
              graph.add("Mul", dy, graph.number((float) Math.sin(angle))));
      cells.add(cellMeans(graph, graph.add("Relu", derivative)));
    }
    var all = graph.add("Concat", cells, Map.of("axis", 1L));
    var squares = List.of(graph.add("Mul", all, all));
    var energy = graph.add("ReduceMean", squares, Map.of("axes", new long[] {1}));
    var block =
        Map.of(
            "kernel_shape",
            new long[] {3, 3},
            "pads",
            new long[] {1, 1, 1, 1},
            "count_include_pad",
            1L);
    var mean = graph.add("AveragePool", List.of(energy), block);
    var norm = graph.add("Sqrt", graph.add("Add", mean, graph.number(EPSILON)));
    return graph.add("Div", all, norm);
  }

  /** As {@link #cellMeans(NDArray)}. */
  String cellMeans(OnnxGraph graph, String pixels) {
    long[] square = {cellSize, cellSize};
    var pooling = Map.of("kernel_shape", square, "strides", square);
    return graph.add("AveragePool", List.of(pixels), pooling);
  }

  private static String derivative(OnnxGraph graph, String images, long axis) {
    var next = shifted(graph, images, axis, 1, Long.MAX_VALUE, -1, Long.MAX_VALUE);
    return graph.add("Sub", next, shifted(graph, images, axis, 0, 1, 0, -1));
  }

  /** Two slices of an axis, one behind the other. */
  private static String shifted(OnnxGraph graph, String images, long axis, long... bounds) {
    var slices = new ArrayList<String>();
    for (int i = 0; i < bounds.length; i += 2) {
      var from = graph.integers(bounds[i]);
      slices.add(
          graph.add("Slice", images, from, graph.integers(bounds[i + 1]), graph.integers(axis)));
    }
    return graph.add("Concat", slices, Map.of("axis", axis));
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
