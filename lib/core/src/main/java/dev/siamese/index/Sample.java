package dev.siamese.index;

import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Guesses by a sample of the rows how near the nearest of all are: somewhat more of the sample than
 * is to be expected are nearer. Three standard deviations more, so that a guess is rarely too low.
 */
final class Sample {

  /** One row of so many, drawn from them: labels and recordings may have a rhythm. */
  private static final int STRIDE = 16;

  private static final int TOGETHER = 64;

  private final ByProduct nearness;
  private final Neighbours.Choice choice;
  private final int[] sample;

  Sample(ByProduct nearness, Neighbours.Choice choice, int size) {
    this.nearness = nearness;
    this.choice = choice;
    var random = new SplittableRandom(1);
    sample = new int[size / STRIDE / 4 * 4];
    Arrays.setAll(sample, i -> STRIDE * i + random.nextInt(STRIDE));
  }

  /**
   * Judgements that those of the nearest are probably not above.
   *
   * @param wanted for each row, how many nearest; 0 if the row does not matter
   * @return for each row; infinity where the sample is too small
   */
  float[] limits(int[] wanted) {
    var limits = new float[wanted.length];
    Arrays.fill(limits, Float.POSITIVE_INFINITY);
    int block = nearness.blockRows();
    for (int from = 0; sample.length > 0 && from < wanted.length; from += block) {
      int[] rows =
          IntStream.range(from, Math.min(wanted.length, from + block))
              .filter(row -> wanted[row] > 0)
              .toArray();
      if (rows.length > 0) {
        block(rows, wanted, limits);
      }
    }
    return limits;
  }

  private void block(int[] rows, int[] wanted, float[] limits) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var judged = nearness.judge(rows, sample);
      Ranges.inParallel(
          0,
          rows.length,
          TOGETHER,
          (start, end) -> {
            var numbers = new long[judged.longs()];
            for (int i = start; i < end; i++) {
              int enough = enough((double) wanted[rows[i]] / STRIDE);
              var list = new Shortlist(nearness, choice, rows[i], enough, Float.POSITIVE_INFINITY);
              judged.copy(i, 0, numbers);
              list.add(judged, numbers);
              limits[rows[i]] = list.bar();
            }
          });
    }
  }

  private static int enough(double expected) {
    return (int) Math.ceil(1 + expected + 3 * Math.sqrt(expected));
  }
}
