package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import dev.siamese.tensor.internal.TorchOps;
import java.util.List;
import java.util.Map;

/**
 * Records as bags of n-grams. A field's vector is the L2-normalised sum of the learned vectors of
 * its n-grams (Bojanowski et al. 2017 for words). The embedding concatenates the vectors of all
 * fields, each multiplied by a learned weight, plus the normalised sum of all fields, which is
 * invariant to swapped fields.
 *
 * <p>Between two records without missing fields the squared Euclidean distance is Σ w²·2(1 − cos)
 * over the fields. A missing field is zero and does not contribute to the cosine distance.
 *
 * <p>Input: {@code (N, fields, T)} integers from 1 to {@code buckets}, 0 for padding. Output:
 * {@code (N, (fields + 1) · dimensions)}.
 *
 * @param buckets the number of different n-gram indices
 * @param dimensions of a field's vector
 */
public record FieldEmbeddingBag(int buckets, int dimensions) implements Architecture {

  /**
   * Checks the values.
   *
   * @param buckets the number of different n-gram indices
   * @param dimensions of a field's vector
   * @throws IllegalArgumentException if a value is out of its range
   */
  public FieldEmbeddingBag {
    Checks.requirePositive("buckets", buckets);
    Checks.requirePositive("dimensions", dimensions);
  }

  @Override
  public Block build() {
    return new Network(this);
  }

  private static final class Network extends AbstractBlock implements OnnxLayer {

    private final int buckets;
    private final int dimensions;
    private final Parameter table;
    private final Parameter importance; // the fields' weights are its softplus

    Network(FieldEmbeddingBag configuration) {
      buckets = configuration.buckets;
      dimensions = configuration.dimensions;
      table =
          addParameter(Parameter.builder().setName("table").setType(Parameter.Type.WEIGHT).build());
      importance =
          addParameter(
              Parameter.builder()
                  .setName("importance")
                  .setType(Parameter.Type.OTHER)
                  .optInitializer(Initializer.ONES)
                  .build());
    }

    @Override
    protected void prepare(Shape[] inputs) {
      table.setShape(new Shape(buckets + 1, dimensions));
      importance.setShape(new Shape(inputs[0].get(1) + 1));
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      var indices = inputs.singletonOrThrow();
      var vectors = store.getValue(table, indices.getDevice(), training);
      var weights = store.getValue(importance, indices.getDevice(), training);
      var fields = TorchOps.embeddingBag(indices, vectors); // (N, F, D)
      var sum = fields.sum(new int[] {1}, true);
      var all = l2Normalized(fields.concat(sum, 1)); // (N, F + 1, D)
      var weighted = all.mul(Activation.softPlus(weights).expandDims(-1));
      return new NDList(weighted.reshape(all.size(0), -1));
    }

    private static NDArray l2Normalized(NDArray vectors) {
      return vectors.normalize(2, -1, 1e-6);
    }

    @Override
    public String export(OnnxGraph graph, List<String> inputs) {
      var indices = inputs.get(0); // (N, F, T), 0 is padding
      graph.setIntegers(indices);
      graph.setDynamic(indices, 2, "words");
      var vectors = graph.add("Gather", graph.weight(table), indices);
      var real = graph.add("Not", graph.add("Equal", indices, graph.integers(0)));
      var mask = graph.add("Cast", List.of(real), Map.of("to", 1L));
      var masked = graph.add("Mul", vectors, graph.add("Unsqueeze", mask, graph.integers(3)));
      var keep = Map.of("keepdims", 0L);
      var fields = graph.add("ReduceSum", List.of(masked, graph.integers(2)), keep); // (N, F, D)
      var sum = graph.add("ReduceSum", fields, graph.integers(1));
      var all = graph.add("Concat", List.of(fields, sum), Map.of("axis", 1L));
      var normalized = FunctionLayer.l2Normalized(graph, all, 2, 1e-6f);
      var softplus = graph.add("Softplus", graph.weight(importance));
      var weights = graph.add("Unsqueeze", softplus, graph.integers(-1));
      return graph.add("Flatten", graph.add("Mul", normalized, weights));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), (inputs[0].get(1) + 1) * dimensions)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {}
  }
}
