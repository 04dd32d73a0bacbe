package dev.siamese.augment;

import ai.djl.ndarray.NDArray;

/** What alterations ask of their parameters and of the batches that they are given. */
final class Checks {

  private Checks() {}

  /** A range, strength or deviation. */
  static void requireNonNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s must be a number from 0 (changes nothing) up, not %s".formatted(name, value));
    }
  }

  /** A probability, or a part of a whole. */
  static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "%s must be from 0 to 1, not %s: 0.1 stands for 10 per cent".formatted(name, value));
    }
  }

  /** The points of a grid. */
  static void requirePoints(int points) {
    if (points < 2) {
      throw new IllegalArgumentException(
          "points must be at least 2, one for each end, not " + points);
    }
  }

  /** Images or spectrograms. */
  static void requireImages(NDArray batch, Augmentation augmentation) {
    if (batch.getShape().dimension() != 4) {
      throw new IllegalArgumentException(
          "%s alters images (N, C, H, W) or spectrograms (N, C, F, T), not a batch of shape %s: reshape it before"
              .formatted(augmentation, batch.getShape()));
    }
  }

  /** Whatever has channels and, as its last dimension, time. */
  static void requireTimeAxis(NDArray batch, Augmentation augmentation) {
    if (batch.getShape().dimension() < 3) {
      throw new IllegalArgumentException(
          "%s alters signals (N, C, T) or spectrograms (N, C, F, T), not a batch of shape %s: reshape it before"
              .formatted(augmentation, batch.getShape()));
    }
  }
}
