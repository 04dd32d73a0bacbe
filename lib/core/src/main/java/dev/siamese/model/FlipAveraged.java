package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A network that, once it is trained, also looks at every image in a mirror, and gives the mean of
 * both: a face and its mirror image have the same embedding then. In training it looks once, and
 * the augmentation mirrors.
 *
 * @param backbone the network; takes (N, C, H, W), gives (N, D)
 */
public record FlipAveraged(Architecture backbone) implements Architecture {

  @Override
  public Block build() {
    return new Both(backbone.build());
  }

  /** The image and its mirror image, as one batch. */
  private static final class Both extends AbstractBlock {

    private final Block body;

    Both(Block body) {
      this.body = addChildBlock("body", body);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      if (training) {
        return body.forward(store, inputs, true);
      }
      var images = inputs.singletonOrThrow();
      var both = images.concat(images.flip(3));
      var embeddings = body.forward(store, new NDList(both), false).singletonOrThrow();
      long n = images.getShape().get(0);
      return new NDList(embeddings.reshape(2, n, embeddings.getShape().get(1)).mean(new int[] {0}));
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
