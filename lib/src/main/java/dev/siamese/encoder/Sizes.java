package dev.siamese.encoder;

import java.util.List;

/** The check that an architecture's sizes are sizes. */
final class Sizes {

  private Sizes() {}

  /** One layer's size. */
  static int checked(String what, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(what + " must be at least 1: " + size);
    }
    return size;
  }

  /** A size for each layer, of which there must be one at least. */
  static List<Integer> checked(String what, List<Integer> sizes) {
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException(what + " must name at least one layer: " + sizes);
    }
    sizes.forEach(size -> checked(what, size));
    return List.copyOf(sizes);
  }
}
