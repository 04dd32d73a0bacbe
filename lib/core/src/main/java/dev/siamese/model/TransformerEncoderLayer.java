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
 * One layer of a transformer, normalised before its parts: x + attention(norm(x)), then x +
 * feedForward(norm(x)). DJL's own layer has batch instead of layer normalisation.
 *
 * <p>Inputs: vectors (N, T, D), and which steps may be looked at (N, 1, 1, T). Output (N, T, D).
 */
final class TransformerEncoderLayer extends AbstractBlock {

  private final int dimensions;
  private final int heads;
  private final Block normBeforeAttention;
  private final Block queriesKeysValues;
  private final Block gathered;
  private final Block normBeforeFeedForward;
  private final Block widen;
  private final Block narrow;

  TransformerEncoderLayer(int dimensions, int heads, int feedForward) {
    this.dimensions = dimensions;
    this.heads = heads;
    normBeforeAttention = addChildBlock("norm", LayerNorm.builder().axis(2).build());
    queriesKeysValues = addChildBlock("queriesKeysValues", linear(3 * dimensions));
    gathered = addChildBlock("gathered", linear(dimensions));
    normBeforeFeedForward = addChildBlock("norm", LayerNorm.builder().axis(2).build());
    widen = addChildBlock("widen", linear(feedForward));
    narrow = addChildBlock("narrow", linear(dimensions));
  }

  private static Block linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    var vectors = inputs[0];
    normBeforeAttention.initialize(manager, type, vectors);
    queriesKeysValues.initialize(manager, type, vectors);
    gathered.initialize(manager, type, vectors);
    normBeforeFeedForward.initialize(manager, type, vectors);
    widen.initialize(manager, type, vectors);
    narrow.initialize(manager, type, widen.getOutputShapes(new Shape[] {vectors}));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    var vectors = inputs.head();
    var real = inputs.get(1);
    var before = through(normBeforeAttention, vectors, store, training);
    var asked = through(queriesKeysValues, before, store, training);
    vectors = vectors.add(through(gathered, attention(asked, real), store, training));
    before = through(normBeforeFeedForward, vectors, store, training);
    var wide = Activation.gelu(through(widen, before, store, training));
    return new NDList(vectors.add(through(narrow, wide, store, training)));
  }

  /** Every head by itself on its share of the dimensions: (N, T, 3 D) to (N, T, D). */
  private NDArray attention(NDArray asked, NDArray real) {
    long n = asked.size(0);
    long steps = asked.size(1);
    var heads = asked.reshape(n, steps, 3, this.heads, -1).transpose(2, 0, 3, 1, 4);
    var seen = TorchOps.scaledDotProductAttention(heads.get(0), heads.get(1), heads.get(2), real);
    return seen.transpose(0, 2, 1, 3).reshape(n, steps, dimensions);
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
