package dev.siamese.match;

import java.util.Arrays;
import java.util.PriorityQueue;

/** Keeps the most similar rows: 20, and up to 300 of a similarity of at least 0.4. */
final class NearestRows {

  private static final int NEIGHBOURS = 20;
  private static final int MAX_NEIGHBOURS = 300;
  private static final double SIMILAR = 0.4;

  private NearestRows() {}

  /**
   * The rows that are kept.
   *
   * @param found distinct rows
   * @param sums the similarity of each row
   */
  static int[] of(int[] found, float[] sums) {
    var similar = Arrays.stream(found).filter(row -> sums[row] >= SIMILAR).toArray();
    int max = similar.length > NEIGHBOURS ? MAX_NEIGHBOURS : NEIGHBOURS;
    var kept = new PriorityQueue<Long>(max + 1); // the least similar first
    for (int row : similar.length > NEIGHBOURS ? similar : found) {
      long key = ((long) Float.floatToIntBits(sums[row]) << 32) | (Integer.MAX_VALUE - row);
      if (kept.size() < max) {
        kept.add(key);
      } else if (key > kept.element()) {
        kept.remove();
        kept.add(key);
      }
    }
    return kept.stream().mapToInt(key -> Integer.MAX_VALUE - key.intValue()).toArray();
  }
}
