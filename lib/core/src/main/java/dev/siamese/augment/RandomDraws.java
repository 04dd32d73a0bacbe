package dev.siamese.augment;

import java.util.random.RandomGenerator;

/** The chances that several alterations share. */
final class RandomDraws {

  private RandomDraws() {}

  /** Uniform from −range to range. */
  static double symmetric(double range, RandomGenerator random) {
    return range * (2 * random.nextDouble() - 1);
  }

  /** From 1/(1 + range) to 1 + range, as likely below 1 as above. */
  static double scaleFactor(double range, RandomGenerator random) {
    return Math.pow(1 + range, symmetric(1, random));
  }

  /** True n times with a probability. */
  static boolean[] bernoulli(int n, double probability, RandomGenerator random) {
    var events = new boolean[n];
    for (int i = 0; i < n; i++) {
      events[i] = random.nextDouble() < probability;
    }
    return events;
  }
}
