package dev.siamese.augment;

import java.util.random.RandomGenerator;

/** Random numbers that several transforms draw. */
final class RandomDraws {

  private RandomDraws() {}

  /** Uniform from −range to range. */
  static double symmetric(double range, RandomGenerator random) {
    return range * (2 * random.nextDouble() - 1);
  }

  /** Log-uniform from 1/(1 + range) to 1 + range. */
  static double scaleFactor(double range, RandomGenerator random) {
    return Math.pow(1 + range, symmetric(1, random));
  }

  /** n values, each true with a probability. */
  static boolean[] bernoulli(int n, double probability, RandomGenerator random) {
    var events = new boolean[n];
    for (int i = 0; i < n; i++) {
      events[i] = random.nextDouble() < probability;
    }
    return events;
  }
}
