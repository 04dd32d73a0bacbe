package dev.siamese.evaluation;

import dev.siamese.engine.Seed;
import java.util.random.RandomGenerator;

/**
 * Draws pairs of rows from the list (0, 1), (0, 2), …, (1, 2), … of all pairs: one from each of so
 * many equal parts of it, in order, so that none comes twice.
 */
final class PairDraw {

  private final int rows;
  private final int count;
  private final long pairs;
  private final RandomGenerator random;
  private int drawn;
  private int row; // of the pair drawn last
  private long start; // the place in the list of that row's first pair

  PairDraw(int rows, int count, Seed seed) {
    this.rows = rows;
    this.count = count;
    pairs = Pairs.count(rows);
    random = seed.generator();
  }

  /** Draws as many pairs as the arrays are long. */
  void next(int[] first, int[] second) {
    for (int i = 0; i < first.length; i++) {
      long place = random.nextLong(part(drawn), part(drawn + 1));
      drawn++;
      while (place >= start + rows - 1 - row) {
        start += rows - 1 - row;
        row++;
      }
      first[i] = row;
      second[i] = (int) (place - start) + row + 1;
    }
  }

  /** Where a part of the list begins. */
  private long part(long number) {
    return pairs / count * number + pairs % count * number / count; // pairs * number overflows
  }
}
