package dev.siamese.loss;

import ai.djl.ndarray.NDArray;

/** Averages that leave out what is solved. */
final class Means {

  private Means() {}

  /**
   * The mean of the positive entries, and 0, with gradient 0, if there is none. The solved pairs of
   * a batch would otherwise thin out what the others have to say.
   */
  static NDArray ofPositive(NDArray terms) {
    var count = terms.stopGradient().gt(0).toType(terms.getDataType(), false).sum();
    return terms.sum().div(count.maximum(1));
  }
}
