package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

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

  /** The mean of what a block computes of images and of their mirror images. */
  static String export(Block block, OnnxGraph graph, List<String> inputs) {
    var end = graph.integers(Long.MIN_VALUE + 1);
    var flipped =
        graph.add(
            "Slice", inputs.get(0), graph.integers(-1), end, graph.integers(3), graph.integers(-1));
    var sum =
        graph.add(
            "Add",
            OnnxExport.export(block, graph, inputs),
            OnnxExport.export(block, graph, List.of(flipped)));
    return graph.add("Mul", sum, graph.number(0.5f));
  }

  /** Outside training, embeds the images and their mirror images as one batch. */
  private static final class Network extends WrapperBlock {

    Network(Block backbone) {
      super(backbone);
    }

    @Override
    public String export(OnnxGraph graph, List<String> inputs) {
      return FlipAveraged.export(backbone, graph, inputs);
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
