package dev.siamese.model;

import java.util.List;

/** The check that an architecture's sizes are sizes. */
final class Checks {

  private Checks() {}

  /** One layer's size. */
  static int requirePositive(String what, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(what + " must be at least 1: " + size);
    }
    return size;
  }

  /** A size for each layer, of which there must be one at least. */
  static List<Integer> requirePositive(String what, List<Integer> sizes) {
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException(what + " must name at least one layer: " + sizes);
    }
    sizes.forEach(size -> requirePositive(what, size));
    return List.copyOf(sizes);
  }
}
