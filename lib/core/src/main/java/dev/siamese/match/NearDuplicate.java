package dev.siamese.match;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.distance.Distance;
import dev.siamese.index.Measured;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Two samples that are nearly the same.
 *
 * @param first the one
 * @param second the other, which comes later
 * @param distance between their embeddings
 */
public record NearDuplicate<T>(T first, T second, double distance) {

  /** Distances measured in one go: 16 MB. */
  private static final int BLOCK_SIZE = 1 << 22;

  /**
   * All pairs that are no farther apart than a threshold, the closest first. Every pair is
   * measured, block by block: memory grows with the number of pairs that are found.
   *
   * @param embeddings (N, D)
   * @param threshold the largest distance of two that are nearly the same
   * @return pairs of rows
   */
  public static List<NearDuplicate<Integer>> findAll(
      NDArray embeddings, Distance distance, double threshold) {
    var found = new ArrayList<NearDuplicate<Integer>>();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var rows = new Measured(embeddings, distance);
      int size = rows.size();
      int block = Math.max(1, BLOCK_SIZE / Math.max(1, size));
      for (int from = 0; from < size; from += block) {
        int to = Math.min(size, from + block);
        int columns = size - from;
        var distances = rows.toLater(from, to);
        for (int row = from; row < to; row++) {
          for (int other = row + 1; other < size; other++) {
            float apart = distances[(row - from) * columns + other - from];
            if (apart <= threshold) {
              found.add(new NearDuplicate<>(row, other, apart));
            }
          }
        }
      }
    }
    found.sort(Comparator.comparingDouble(NearDuplicate::distance));
    return found;
  }

  /** The same pair by other names. */
  <R> NearDuplicate<R> map(Function<T, R> name) {
    return new NearDuplicate<>(name.apply(first), name.apply(second), distance);
  }

  /** {@code 0.0123 a.png b.png}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f  %s  %s", distance, first, second);
  }
}
