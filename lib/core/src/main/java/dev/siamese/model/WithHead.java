package dev.siamese.model;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.Weights;
import java.util.Arrays;

/**
 * A network followed by another one, see {@link Encoder#withHead}.
 *
 * @param backbone output (N, D)
 * @param head takes (N, D)
 */
record WithHead(Architecture backbone, Architecture head) implements Wrapper {

  /**
   * The card and the weights of both encoders as one: the samples of one, the rest of the other.
   */
  static EncoderFile.Content content(
      EncoderCard on, DeviceNetwork backbone, EncoderCard top, DeviceNetwork head) {
    requireEmbeddings(top.input(), backbone.dimensions(on.input()));
    var first = backbone.state();
    var second = head.state();
    var card =
        new EncoderCard(
            on.input(),
            new WithHead(on.architecture(), top.architecture()),
            top.distance(),
            top.threshold(),
            top.trainingClasses(),
            top.metadata());
    return new EncoderFile.Content(
        card,
        new Weights.State(
            concat(first.values(), second.values()), concat(first.buffers(), second.buffers())));
  }

  private static void requireEmbeddings(Preprocessor head, long dimensions) {
    if (!(head instanceof TensorInput)) {
      throw new IllegalArgumentException(
          "the head has the preprocessing %s, which its samples would lack: train it on embeddings, with Preprocessor.none"
              .formatted(head));
    }
    long taken = head.shapes(1).get(0).size();
    if (taken != dimensions) {
      throw new IllegalArgumentException(
          "the head takes %d numbers, but the embeddings of this encoder have %d: train it on these"
              .formatted(taken, dimensions));
    }
  }

  private static float[] concat(float[] first, float[] second) {
    var all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Override
  public WithHead fit(Dataset train, Preprocessor input) {
    return new WithHead(backbone.fit(train, input), head.fit(train, input));
  }

  @Override
  public WithHead withBackbone(Architecture backbone) {
    return new WithHead(backbone, head);
  }

  @Override
  public Block build() {
    return new SequentialBlock().add(backbone.build()).add(head.build());
  }
}
