package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.TorchOps;

/**
 * A network of convolutions that trains in bfloat16 where the device is fast at it ({@link
 * Torch#hasFastBfloat16}), up to twice as fast and in half the memory; elsewhere, and always once
 * it is trained, it computes in 32-bit floats. The weights are 32-bit floats throughout.
 *
 * <p>Dense layers do not compute in bfloat16: put {@link #projected} around this, not inside.
 *
 * @param backbone the network; takes one tensor, gives (N, D)
 */
public record MixedPrecision(Architecture backbone) implements Architecture {

  @Override
  public Block build() {
    return new Half(backbone.build());
  }

  /** Converts what goes in and what comes out. */
  private static final class Half extends AbstractBlock {

    private final Block body;

    Half(Block body) {
      this.body = addChildBlock("body", body);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      if (!training || !Torch.hasFastBfloat16(inputs.head().getDevice())) {
        return body.forward(store, inputs, training);
      }
      NDArray half = TorchOps.toBfloat16(inputs.singletonOrThrow());
      var output = body.forward(store, new NDList(half), true).singletonOrThrow();
      return new NDList(TorchOps.toFloat32(output));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return body.getOutputShapes(inputs);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      body.initialize(manager, type, inputs);
    }
  }
}
