package dev.siamese.model;

import ai.djl.nn.Block;
import ai.djl.nn.norm.LayerNorm;

/**
 * BERT (Devlin et al. 2019): a transformer encoder with layer normalisation after the embeddings
 * and after each sublayer. Sentence encoders are usually of this kind. Inputs and output as those
 * of {@link TransformerEncoder}.
 *
 * @param sizes of the network
 * @param firstToken whether the embedding is the output of the first token, instead of the mean
 */
record Bert(TransformerEncoder sizes, boolean firstToken) implements Architecture {

  /** Added to the variance in layer normalisation. */
  static final double EPSILON = 1e-12;

  static Block norm() {
    return LayerNorm.builder().axis(2).optEpsilon((float) EPSILON).build();
  }

  @Override
  public Block build() {
    return new TransformerNetwork(
        sizes,
        firstToken
            ? TransformerNetwork.Kind.POST_NORM_FIRST
            : TransformerNetwork.Kind.POST_NORM_MEAN);
  }
}
