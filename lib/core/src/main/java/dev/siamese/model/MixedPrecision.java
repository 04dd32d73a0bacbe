package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.TorchOps;
import java.util.List;

/**
 * A convolutional network that is trained in bfloat16, see {@link Architecture#mixedPrecision}.
 *
 * @param backbone takes one tensor, output (N, D)
 */
record MixedPrecision(Architecture backbone) implements Wrapper {

  @Override
  public MixedPrecision withBackbone(Architecture backbone) {
    return new MixedPrecision(backbone);
  }

  @Override
  public Block build() {
    return new Network(backbone.build());
  }

  /** Converts the input to bfloat16 and the output back to 32-bit floats. */
  private static final class Network extends WrapperBlock {

    Network(Block backbone) {
      super(backbone);
    }

    @Override
    public String export(OnnxGraph graph, List<String> inputs) {
      return OnnxExport.export(backbone, graph, inputs);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      if (!training || !Torch.hasFastBfloat16(inputs.head().getDevice())) {
        return backbone.forward(store, inputs, training);
      }
      var half = TorchOps.toBfloat16(inputs.singletonOrThrow());
      var output = backbone.forward(store, new NDList(half), true).singletonOrThrow();
      return new NDList(TorchOps.toFloat32(output));
    }
  }
}
