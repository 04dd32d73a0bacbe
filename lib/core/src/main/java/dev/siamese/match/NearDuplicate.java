package dev.siamese.match;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.index.ExactIndex;
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

  /**
   * All pairs that are no farther apart than a threshold, the closest first. Memory grows with the
   * number of pairs found.
   *
   * @param embeddings (N, D)
   * @param threshold the largest distance of two that are nearly the same
   * @return pairs of rows
   */
  public static List<NearDuplicate<Integer>> findAll(
      NDArray embeddings, Distance distance, double threshold) {
    return findAll(ExactIndex.of(embeddings, distance), threshold);
  }

  /** The same for an index. */
  static List<NearDuplicate<Integer>> findAll(ExactIndex index, double threshold) {
    var found = new ArrayList<NearDuplicate<Integer>>();
    // thresholds are fitted to float32 distances, so they are compared with such
    index.pairsWithin(
        Math.nextUp((float) threshold),
        (row, other, distance) -> {
          if ((float) distance <= threshold) {
            found.add(new NearDuplicate<>(row, other, (float) distance));
          }
        });
    found.sort(
        Comparator.<NearDuplicate<Integer>>comparingDouble(NearDuplicate::distance)
            .thenComparing(NearDuplicate::first)
            .thenComparing(NearDuplicate::second));
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
