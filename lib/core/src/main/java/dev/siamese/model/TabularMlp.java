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
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A multilayer perceptron on categorical and numeric columns: each category has a learned vector
 * (entity embeddings, Guo and Berkhahn 2016), which dense layers with ReLU between them take
 * together with the numbers. Inputs as {@link TabularInput} produces them.
 *
 * @param maxCategories the number of codes of a column, as in the input
 * @param categoryDimensions of the vector of a category
 * @param layerSizes units of each dense layer; the last, without ReLU, is the length of the
 *     embeddings
 */
public record TabularMlp(int maxCategories, int categoryDimensions, List<Integer> layerSizes)
    implements Architecture {

  /**
   * Checks the values.
   *
   * @param maxCategories the number of codes of a column, as in the input
   * @param categoryDimensions of the vector of a category
   * @param layerSizes units of each dense layer; the last, without ReLU, is the length of the
   *     embeddings
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TabularMlp {
    Checks.requirePositive("maxCategories", maxCategories);
    Checks.requirePositive("categoryDimensions", categoryDimensions);
    layerSizes = Checks.requirePositive("layerSizes", layerSizes);
  }

  @Override
  public Block build() {
    return new Network(this);
  }

  /** Keeps the vectors of all columns in one table, for a single look-up. */
  private static final class Network extends AbstractBlock implements OnnxLayer {

    private final int maxCategories;
    private final int dimensions;
    private final Parameter table;
    private final Block dense;
    private final int outputSize;

    Network(TabularMlp configuration) {
      maxCategories = configuration.maxCategories;
      dimensions = configuration.categoryDimensions;
      table =
          addParameter(Parameter.builder().setName("table").setType(Parameter.Type.WEIGHT).build());
      dense = addChildBlock("dense", new Mlp(configuration.layerSizes).build());
      outputSize = configuration.layerSizes.get(configuration.layerSizes.size() - 1);
    }

    @Override
    protected void prepare(Shape[] inputs) {
      table.setShape(new Shape(Math.max(1, inputs[0].get(1)) * maxCategories, dimensions));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      long width = inputs[0].get(1) * dimensions + inputs[1].get(1);
      dense.initialize(manager, type, new Shape(inputs[0].get(0), width));
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
      NDArray offsets =
          codes.getManager().arange(0, columns * maxCategories, maxCategories, DataType.INT64);
      var vectors =
          Embedding.embedding(
                  codes.add(offsets),
                  store.getValue(table, codes.getDevice(), training),
                  SparseFormat.DENSE)
              .singletonOrThrow()
              .reshape(n, (long) columns * dimensions);
      var all = numbers.size(1) == 0 ? vectors : vectors.concat(numbers, 1);
      return dense.forward(store, new NDList(all), training);
    }

    @Override
    public String export(OnnxGraph graph, List<String> inputs) {
      int columns = (int) inputShapes[0].get(1);
      graph.setIntegers(inputs.get(0));
      if (columns == 0) {
        return OnnxExport.export(dense, graph, List.of(inputs.get(1)));
      }
      var offsets = LongStream.range(0, columns).map(i -> i * maxCategories).toArray();
      var rows = graph.add("Add", inputs.get(0), graph.integers(offsets));
      var vectors = graph.add("Flatten", graph.add("Gather", graph.weight(table), rows));
      var all =
          inputShapes[1].get(1) == 0
              ? vectors
              : graph.add("Concat", List.of(vectors, inputs.get(1)), Map.of("axis", 1L));
      return OnnxExport.export(dense, graph, List.of(all));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), outputSize)};
    }
  }
}
