package dev.siamese.model;

import ai.djl.nn.Block;
import dev.siamese.data.Dataset;

/**
 * The plan of a network, as data: a record whose components are its sizes, so that it can be
 * printed, compared and saved with the weights.
 *
 * <p>Any DJL block can serve: implement this in a record of your own.
 */
public interface Architecture {

  /**
   * This plan with what it has to know of the training part before any training; most know all that
   * they need.
   *
   * @param train the samples to be trained on, and no others, just as they were read
   * @param input which makes them ready, itself fitted
   */
  default Architecture fit(Dataset train, Preprocessor input) {
    return this;
  }

  /** A new network with this plan, not yet initialised; its last output is (N, D). */
  Block build();

  /** The same network with a dense layer on top that gives embeddings of another length. */
  default Architecture projected(int dimensions) {
    return new Projected(this, dimensions);
  }

  /** The same network, trained in bfloat16 where that is faster: of convolutions only. */
  default Architecture mixedPrecision() {
    return new MixedPrecision(this);
  }

  /** The same network with embeddings of length 1, as cosine distance and fixed margins like it. */
  default Architecture l2Normalized() {
    return new L2Normalized(this);
  }
}
