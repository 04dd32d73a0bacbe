package dev.siamese.tensor;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The root of every random choice in a run: equal seeds give equal generators, and seeds derived
 * for different purposes are independent, so that adding a draw in one place moves none elsewhere.
 *
 * @param value any number
 */
public record Seed(long value) {

  /** The seed of a part, such as {@code "weights"}. */
  public Seed derive(String purpose) {
    return derive(purpose.hashCode());
  }

  /** The seed of a numbered part, such as a training step. */
  public Seed derive(long index) {
    return new Seed(mix(value + 0x9e3779b97f4a7c15L * (2 * index + 1)));
  }

  /** A new generator that starts from this seed. */
  public RandomGenerator generator() {
    return new SplittableRandom(value);
  }

  /** The numbers 0 to n − 1 in random order (Fisher–Yates). */
  public int[] permutation(int n) {
    var random = generator();
    var order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The finaliser of MurmurHash3 (Appleby, public domain): every bit in moves every bit out. */
  private static long mix(long bits) {
    bits = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
    bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return bits ^ (bits >>> 33);
  }
}
