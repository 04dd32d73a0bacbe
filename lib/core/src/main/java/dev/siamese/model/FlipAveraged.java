package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A network whose embedding outside training is the mean of those of the image and its mirror
 * image, see {@link Architecture#flipAveraged}. In training it embeds the image only.
 *
 * @param backbone takes (N, C, H, W), output (N, D)
 */
record FlipAveraged(Architecture backbone) implements Wrapper {

  @Override
  public FlipAveraged withBackbone(Architecture backbone) {
    return new FlipAveraged(backbone);
  }

  @Override
  public Block build() {
    return new Network(backbone.build());
  }

  /** Outside training, embeds the images and their mirror images as one batch. */
  private static final class Network extends WrapperBlock {

    Network(Block backbone) {
      super(backbone);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      if (training) {
        return backbone.forward(store, inputs, true);
      }
      var images = inputs.singletonOrThrow();
      var both = images.concat(images.flip(3));
      var embeddings = backbone.forward(store, new NDList(both), false).singletonOrThrow();
      long n = images.getShape().get(0);
      return new NDList(embeddings.reshape(2, n, embeddings.getShape().get(1)).mean(new int[] {0}));
    }
  }
}
