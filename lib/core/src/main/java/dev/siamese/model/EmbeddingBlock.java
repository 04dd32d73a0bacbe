package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/** A learned vector per index: integers of any shape (…) to vectors (…, dimensions). */
final class EmbeddingBlock extends AbstractBlock implements OnnxLayer {

  private final int rows;
  private final int dimensions;
  private final Parameter table;

  EmbeddingBlock(int rows, int dimensions) {
    this.rows = rows;
    this.dimensions = dimensions;
    table =
        addParameter(Parameter.builder().setName("table").setType(Parameter.Type.WEIGHT).build());
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    table.setShape(new Shape(rows, dimensions));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    var indices = inputs.singletonOrThrow();
    var vectors = store.getValue(table, indices.getDevice(), training);
    return Embedding.embedding(indices, vectors, SparseFormat.DENSE);
  }

  @Override
  public String export(OnnxGraph graph, List<String> inputs) {
    graph.setIntegers(inputs.get(0));
    return graph.add("Gather", graph.weight(table), inputs.get(0));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0].add(dimensions)};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {}
}
