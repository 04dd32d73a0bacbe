package dev.siamese.metrics;

import dev.siamese.tensor.Seed;
import java.util.random.RandomGenerator;

/**
 * Samples pairs of rows without replacement by stratified sampling: the list (0, 1), (0, 2), …, (1,
 * 2), … of all pairs is divided into equal strata, and one pair is drawn from each, in order.
 */
final class StratifiedPairs {

  private final int rows;
  private final int sampleSize;
  private final long pairCount;
  private final RandomGenerator random;
  private int drawn;
  private int row; // the first row of the last pair
  private long firstPairOfRow; // the index of the first pair with that row

  StratifiedPairs(int rows, int sampleSize, Seed seed) {
    this.rows = rows;
    this.sampleSize = sampleSize;
    pairCount = VerificationPairs.pairCount(rows);
    random = seed.generator();
  }

  /** Draws the next pairs, as many as the arrays are long. */
  void next(int[] first, int[] second) {
    for (int i = 0; i < first.length; i++) {
      long pair = random.nextLong(stratumStart(drawn), stratumStart(drawn + 1));
      drawn++;
      while (pair >= firstPairOfRow + rows - 1 - row) {
        firstPairOfRow += rows - 1 - row;
        row++;
      }
      first[i] = row;
      second[i] = (int) (pair - firstPairOfRow) + row + 1;
    }
  }

  /** The index of the first pair of a stratum. */
  private long stratumStart(long stratum) {
    return pairCount / sampleSize * stratum
        + pairCount % sampleSize * stratum / sampleSize; // pairCount · stratum overflows
  }
}
