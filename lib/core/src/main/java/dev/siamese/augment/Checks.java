package dev.siamese.augment;

import ai.djl.ndarray.NDArray;

/** Checks of parameters and batches. */
final class Checks {

  private Checks() {}

  static void requireNonNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s must be a finite number, at least 0: %s".formatted(name, value));
    }
  }

  static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s must be from 0 to 1: %s".formatted(name, value));
    }
  }

  static void requireAtLeastTwo(String name, int value) {
    if (value < 2) {
      throw new IllegalArgumentException("%s must be at least 2: %d".formatted(name, value));
    }
  }

  static void requireImages(NDArray batch, Augmentation augmentation) {
    if (batch.getShape().dimension() != 4) {
      throw new IllegalArgumentException(
          "%s needs images (N, C, H, W) or spectrograms (N, C, F, T), not a batch of shape %s: reshape it first"
              .formatted(augmentation, batch.getShape()));
    }
  }

  /** Requires channels and, as the last dimension, time. */
  static void requireTimeAxis(NDArray batch, Augmentation augmentation) {
    if (batch.getShape().dimension() < 3) {
      throw new IllegalArgumentException(
          "%s needs signals (N, C, T) or spectrograms (N, C, F, T), not a batch of shape %s: reshape it first"
              .formatted(augmentation, batch.getShape()));
    }
  }
}
