package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.siamese.tensor.internal.TorchOps;

/**
 * A transformer layer with normalisation before its sublayers: x + attention(norm(x)), followed by
 * x + feedForward(norm(x)). DJL's own layer uses batch instead of layer normalisation.
 *
 * <p>Inputs: vectors (N, T, D) and the attention mask (N, 1, 1, T), true for real steps. Output (N,
 * T, D).
 */
final class TransformerEncoderLayer extends AbstractBlock {

  private final int dimensions;
  private final int heads;
  private final Block normBeforeAttention;
  private final Block queriesKeysValues;
  private final Block attentionOutput;
  private final Block normBeforeFeedForward;
  private final Block feedForwardIn;
  private final Block feedForwardOut;

  TransformerEncoderLayer(int dimensions, int heads, int feedForward) {
    this.dimensions = dimensions;
    this.heads = heads;
    normBeforeAttention = addChildBlock("norm", LayerNorm.builder().axis(2).build());
    queriesKeysValues = addChildBlock("queriesKeysValues", linear(3 * dimensions));
    attentionOutput = addChildBlock("attentionOutput", linear(dimensions));
    normBeforeFeedForward = addChildBlock("norm", LayerNorm.builder().axis(2).build());
    feedForwardIn = addChildBlock("feedForwardIn", linear(feedForward));
    feedForwardOut = addChildBlock("feedForwardOut", linear(dimensions));
  }

  private static Block linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    var vectors = inputs[0];
    normBeforeAttention.initialize(manager, type, vectors);
    queriesKeysValues.initialize(manager, type, vectors);
    attentionOutput.initialize(manager, type, vectors);
    normBeforeFeedForward.initialize(manager, type, vectors);
    feedForwardIn.initialize(manager, type, vectors);
    feedForwardOut.initialize(manager, type, feedForwardIn.getOutputShapes(new Shape[] {vectors}));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    var vectors = inputs.head();
    var mask = inputs.get(1);
    var normalized = through(normBeforeAttention, vectors, store, training);
    var projected = through(queriesKeysValues, normalized, store, training);
    vectors = vectors.add(through(attentionOutput, attention(projected, mask), store, training));
    normalized = through(normBeforeFeedForward, vectors, store, training);
    var hidden = Activation.gelu(through(feedForwardIn, normalized, store, training));
    return new NDList(vectors.add(through(feedForwardOut, hidden, store, training)));
  }

  /** Multi-head self-attention: queries, keys and values (N, T, 3 D) to (N, T, D). */
  private NDArray attention(NDArray projected, NDArray mask) {
    long n = projected.size(0);
    long steps = projected.size(1);
    var heads = projected.reshape(n, steps, 3, this.heads, -1).transpose(2, 0, 3, 1, 4);
    var attended =
        TorchOps.scaledDotProductAttention(heads.get(0), heads.get(1), heads.get(2), mask);
    return attended.transpose(0, 2, 1, 3).reshape(n, steps, dimensions);
  }

  private static NDArray through(
      Block block, NDArray input, ParameterStore store, boolean training) {
    return block.forward(store, new NDList(input), training).head();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
