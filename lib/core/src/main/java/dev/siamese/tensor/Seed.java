package dev.siamese.tensor;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The source of all randomness in a run. Equal seeds give equal random numbers; seeds derived for
 * different purposes are independent, so that an additional draw in one place changes no other.
 *
 * @param value any number
 */
public record Seed(long value) {

  /**
   * {@return the seed for a purpose, such as {@code "weights"}}
   *
   * @param purpose any text; equal texts give equal seeds
   */
  public Seed derive(String purpose) {
    return derive(purpose.hashCode());
  }

  /**
   * {@return the seed for a numbered part, such as a training step}
   *
   * @param index any number; equal numbers give equal seeds
   */
  public Seed derive(long index) {
    return new Seed(mix(value + 0x9e3779b97f4a7c15L * (2 * index + 1)));
  }

  /** {@return a new random number generator with this seed} */
  public RandomGenerator generator() {
    return new SplittableRandom(value);
  }

  /**
   * {@return the numbers 0 to n − 1 in random order (Fisher–Yates)}
   *
   * @param n at least 0
   */
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

  /**
   * The finaliser of MurmurHash3 (Appleby, public domain): each input bit affects all output bits.
   */
  private static long mix(long bits) {
    bits = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
    bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return bits ^ (bits >>> 33);
  }
}
