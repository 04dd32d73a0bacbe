package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/**
 * A perceptron over rows of categories and numbers: each category of each column has a learned
 * vector, and dense layers with ReLU between them see all of these and the numbers side by side
 * (Guo and Berkhahn 2016). Inputs as {@link TabularInput} makes them.
 *
 * @param maxCategories the codes of a column, the same as its input's
 * @param categoryDimensions of the vector of a category
 * @param layerSizes of each dense layer; the last, without ReLU, gives the length of the embeddings
 */
public record TabularMlp(int maxCategories, int categoryDimensions, List<Integer> layerSizes)
    implements Architecture {

  public TabularMlp {
    Checks.requirePositive("maxCategories", maxCategories);
    Checks.requirePositive("categoryDimensions", categoryDimensions);
    layerSizes = Checks.requirePositive("layerSizes", layerSizes);
  }

  @Override
  public Block build() {
    return new Network(this);
  }

  /** The vectors of all columns lie in one table, so that one look-up finds them all. */
  private static final class Network extends AbstractBlock {

    private final int levels;
    private final int dimensions;
    private final Parameter table;
    private final Block dense;
    private final int length;

    Network(TabularMlp plan) {
      levels = plan.maxCategories;
      dimensions = plan.categoryDimensions;
      table =
          addParameter(Parameter.builder().setName("table").setType(Parameter.Type.WEIGHT).build());
      dense = addChildBlock("dense", new Mlp(plan.layerSizes).build());
      length = plan.layerSizes.get(plan.layerSizes.size() - 1);
    }

    @Override
    protected void prepare(Shape[] inputs) {
      table.setShape(new Shape(Math.max(1, inputs[0].get(1)) * levels, dimensions));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      long wide = inputs[0].get(1) * dimensions + inputs[1].get(1);
      dense.initialize(manager, type, new Shape(inputs[0].get(0), wide));
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      var codes = inputs.head(); // (N, C)
      var numbers = inputs.get(1); // (N, 2M)
      long n = codes.size(0);
      int columns = (int) codes.size(1);
      if (columns == 0) {
        return dense.forward(store, new NDList(numbers), training);
      }
      NDArray first = codes.getManager().arange(0, columns * levels, levels, DataType.INT64);
      var vectors =
          Embedding.embedding(
                  codes.add(first),
                  store.getValue(table, codes.getDevice(), training),
                  SparseFormat.DENSE)
              .singletonOrThrow()
              .reshape(n, (long) columns * dimensions);
      var wide = numbers.size(1) == 0 ? vectors : vectors.concat(numbers, 1);
      return dense.forward(store, new NDList(wide), training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), length)};
    }
  }
}
