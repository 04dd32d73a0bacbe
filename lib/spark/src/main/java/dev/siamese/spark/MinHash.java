package dev.siamese.spark;

import java.util.Arrays;
import java.util.Map;

/**
 * Locality-sensitive hashing of weighted sets: two sets have an equal value with the probability of
 * their weighted Jaccard similarity, the weight of the shared terms divided by that of all (Broder
 * 1997; terms win by exponential races, so that rare terms win more often). A table is a sequence
 * of some values; sets that share the start of a sequence are candidates (LSH forest, Bawa, Condie
 * and Ganesan 2005).
 */
final class MinHash {

  /** The number of values, and of tables: each value is the first of one. */
  static final int VALUES = 64;

  /** The length of the sequence of a table. */
  static final int DEPTH = 6;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private MinHash() {}

  /**
   * The values of a set.
   *
   * @param terms with positive weights
   * @return 64 values; all 0 for an empty set
   */
  static int[] values(Map<String, Double> terms) {
    var values = new int[VALUES];
    var least = new double[VALUES];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (var term : terms.entrySet()) {
      long hash = hash(term.getKey());
      for (int i = 0; i < VALUES; i++) {
        long mixed = mix(hash + (i + 1) * GOLDEN);
        double uniform = ((mixed >>> 11) + 0.5) * 0x1p-53;
        if ((1 - uniform) / term.getValue() >= least[i]) {
          continue; // -log(u) ≥ 1 - u, and a logarithm takes long
        }
        double arrival = -Math.log(uniform) / term.getValue();
        if (arrival < least[i]) {
          least[i] = arrival;
          values[i] = (int) (hash ^ hash >>> 32);
        }
      }
    }
    return values;
  }

  /** The value at a depth of a table. */
  static int value(int[] values, int table, int depth) {
    // 5 and 64 have no common divisor: the tables of two sets share few values
    return values[(table + depth * (5 + 2 * (table % 7))) % VALUES];
  }

  private static long hash(String text) { // FNV-1a
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mix(hash);
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
