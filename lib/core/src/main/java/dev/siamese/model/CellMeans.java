package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;

/**
 * Features without weights: the mean of the pixels of each cell and channel. Input {@code (N, C, H,
 * W)}, output {@code (N, C · (H / cellSize) · (W / cellSize))}.
 *
 * @param cellSize side of a cell in pixels
 */
record CellMeans(int cellSize) implements Architecture {

  CellMeans {
    Checks.requirePositive("cellSize", cellSize);
  }

  @Override
  public Block build() {
    var cells = new OrientedGradients(1, cellSize); // has the same cells
    var means =
        new FunctionLayer(
            "means of cells",
            images -> cells.cellMeans(images).reshape(images.getShape().get(0), -1),
            (graph, inputs) -> graph.add("Flatten", cells.cellMeans(graph, inputs.get(0)))) {
          @Override
          public Shape[] getOutputShapes(Shape[] inputs) {
            var grid = cells.gridShape(inputs[0]);
            return new Shape[] {new Shape(grid.get(0), grid.size() / grid.get(0))};
          }
        };
    return new SequentialBlock().add(means);
  }
}
