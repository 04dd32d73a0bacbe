package dev.siamese.metrics;

import dev.siamese.tensor.Seed;
import java.util.random.RandomGenerator;

/**
 * Draws pairs of rows from the list (0, 1), (0, 2), …, (1, 2), … of all pairs: one from each of so
 * many equal parts of it, in order, so that none comes twice.
 */
final class StratifiedPairs {

  private final int rows;
  private final int sampleSize;
  private final long pairCount;
  private final RandomGenerator random;
  private int drawn;
  private int row; // of the pair drawn last
  private long firstPairOfRow; // the place in the list of that row's first pair

  StratifiedPairs(int rows, int count, Seed seed) {
    this.rows = rows;
    this.sampleSize = count;
    pairCount = VerificationPairs.pairCount(rows);
    random = seed.generator();
  }

  /** Draws as many pairs as the arrays are long. */
  void next(int[] first, int[] second) {
    for (int i = 0; i < first.length; i++) {
      long place = random.nextLong(stratumStart(drawn), stratumStart(drawn + 1));
      drawn++;
      while (place >= firstPairOfRow + rows - 1 - row) {
        firstPairOfRow += rows - 1 - row;
        row++;
      }
      first[i] = row;
      second[i] = (int) (place - firstPairOfRow) + row + 1;
    }
  }

  /** Where a part of the list begins. */
  private long stratumStart(long number) {
    return pairCount / sampleSize * number
        + pairCount % sampleSize * number / sampleSize; // pairs * number overflows
  }
}
