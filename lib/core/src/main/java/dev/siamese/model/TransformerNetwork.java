package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The network of {@link TransformerEncoder} and {@link Bert}: from sequences to embeddings. */
final class TransformerNetwork extends AbstractBlock implements OnnxLayer {

  /** Where the layers normalise, and which output is the embedding. */
  enum Kind {
    /** Before each sublayer and at the end; the mean of the outputs. */
    PRE_NORM,
    /** After the embeddings and each sublayer, as BERT; the mean of the outputs. */
    POST_NORM_MEAN,
    /** As BERT; the output of the first step. */
    POST_NORM_FIRST
  }

  private final int dimensions;
  private final int maxLength;
  private final Kind kind;
  private final Block embedding;
  private final EmbeddingBlock positions;
  private final List<TransformerEncoderLayer> layers = new ArrayList<>();
  private final Block norm;

  TransformerNetwork(TransformerEncoder sizes, Kind kind) {
    dimensions = sizes.dimensions();
    maxLength = sizes.maxLength();
    this.kind = kind;
    embedding =
        addChildBlock(
            "embedding",
            sizes.vocabularySize() > 0
                ? new EmbeddingBlock(sizes.vocabularySize(), dimensions)
                : Linear.builder().setUnits(dimensions).build());
    positions = addChildBlock("positions", new EmbeddingBlock(maxLength, dimensions));
    for (int i = 0; i < sizes.layers(); i++) {
      layers.add(addChildBlock("layer", layer(sizes)));
    }
    norm = addChildBlock("norm", isPostNorm() ? Bert.norm() : LayerNorm.builder().axis(2).build());
  }

  private TransformerEncoderLayer layer(TransformerEncoder sizes) {
    return new TransformerEncoderLayer(
        dimensions, sizes.heads(), sizes.feedForwardSize(), isPostNorm());
  }

  private boolean isPostNorm() {
    return kind != Kind.PRE_NORM;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    embedding.initialize(manager, type, inputs[0]);
    positions.initialize(manager, type, new Shape(1, maxLength));
    var vectors = new Shape(inputs[0].get(0), inputs[0].get(1), dimensions);
    for (var layer : layers) {
      layer.initialize(manager, type, vectors);
    }
    norm.initialize(manager, type, vectors);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    long longest = inputs.head().size(1);
    if (longest > maxLength) {
      throw new IllegalArgumentException(
          "a batch has %d steps, more than maxLength = %d: truncate the sequences or raise maxLength"
              .formatted(longest, maxLength));
    }
    var mask = SequenceMask.of(inputs, 1);
    var positionVectors =
        positions.forward(store, new NDList(mask.positions()), training); // (1, T, D)
    var values = embedding.forward(store, new NDList(inputs.head()), training); // (N, T, D)
    var vectors = new NDList(values.head().add(positionVectors.head()));
    if (isPostNorm()) {
      vectors = norm.forward(store, vectors, training);
    }
    var attended = mask.mask().expandDims(1).expandDims(1); // (N, 1, 1, T)
    for (var layer : layers) {
      vectors = layer.forward(store, new NDList(vectors.head(), attended), training);
    }
    var last = isPostNorm() ? vectors : norm.forward(store, vectors, training);
    return new NDList(pooled(last.head(), mask));
  }

  private NDArray pooled(NDArray vectors, SequenceMask mask) {
    return kind == Kind.POST_NORM_FIRST
        ? vectors.get(new NDIndex(":, 0"))
        : mask.maskedMean(vectors);
  }

  @Override
  public String export(OnnxGraph graph, List<String> inputs) {
    var mask = OnnxMask.of(graph, inputs, 1);
    var values = OnnxExport.export(embedding, graph, List.of(inputs.get(0)));
    var vectors = graph.add("Add", values, positions.export(graph, List.of(mask.positions())));
    if (isPostNorm()) {
      vectors = OnnxExport.export(norm, graph, List.of(vectors));
    }
    var attended = graph.add("Unsqueeze", mask.mask(), graph.integers(1, 2)); // (N, 1, 1, T)
    for (var layer : layers) {
      vectors = layer.export(graph, List.of(vectors, attended));
    }
    if (!isPostNorm()) {
      vectors = OnnxExport.export(norm, graph, List.of(vectors));
    }
    if (kind == Kind.POST_NORM_FIRST) {
      var first = graph.add("Gather", List.of(vectors, graph.integers(0)), Map.of("axis", 1L));
      return graph.add("Squeeze", first, graph.integers(1));
    }
    return mask.maskedMean(vectors);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), dimensions)};
  }
}
