package dev.siamese.encoder;

import ai.djl.nn.Block;

/**
 * The plan of a network, as data: a record whose components are its sizes, so that it can be
 * printed, compared and saved with the weights.
 *
 * <p>Any DJL block can serve: implement this in a record of your own.
 */
public interface Architecture {

  /** A new network with this plan, not yet initialised; its last output is (N, D). */
  Block build();

  /** The same network with a dense layer on top that gives embeddings of another length. */
  default Architecture projected(int dimensions) {
    return new Projected(this, dimensions);
  }

  /** The same network, trained in bfloat16 where that is faster: of convolutions only. */
  default Architecture bfloat16() {
    return new Bfloat16(this);
  }

  /** The same network with embeddings of length 1, as cosine distance and fixed margins like it. */
  default Architecture normalized() {
    return new Normalized(this);
  }
}
