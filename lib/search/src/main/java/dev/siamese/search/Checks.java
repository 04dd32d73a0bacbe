package dev.siamese.search;

import java.util.Locale;

/** Checks of arguments, and texts that both indices share. */
final class Checks {

  private Checks() {}

  static String key(String key) {
    if (key == null || key.isEmpty()) {
      throw new IllegalArgumentException("the key of a vector must not be empty");
    }
    return key;
  }

  static void count(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, not " + k);
    }
  }

  static float[] length(float[] vector, int dimensions) {
    if (vector.length != dimensions) {
      throw new IllegalArgumentException(
          "the vector has %d values, the vectors of the index %d"
              .formatted(vector.length, dimensions));
    }
    return vector;
  }

  static IllegalStateException closed() {
    return new IllegalStateException("the index is closed: create or open it again");
  }

  static String describe(int size, int dimensions, Metric metric) {
    return "%d vectors of length %d with %s distance"
        .formatted(size, dimensions, metric.name().toLowerCase(Locale.ROOT));
  }
}
