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
 * A pair of samples whose distance is at most a threshold.
 *
 * @param first the sample with the lower row
 * @param second the sample with the higher row
 * @param distance of their embeddings
 */
public record NearDuplicate<T>(T first, T second, double distance) {

  /**
   * Finds all pairs whose distance is at most a threshold. Memory grows with the number of pairs
   * found.
   *
   * @param embeddings (N, D)
   * @param distance the distance that pairs are compared by
   * @param threshold the greatest distance of a pair
   * @return pairs of rows, by ascending distance
   */
  public static List<NearDuplicate<Integer>> findAll(
      NDArray embeddings, Distance distance, double threshold) {
    return findAll(ExactIndex.of(embeddings, distance), threshold);
  }

  static List<NearDuplicate<Integer>> findAll(ExactIndex index, double threshold) {
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("threshold NaN: pass a distance");
    }
    var pairs = new ArrayList<NearDuplicate<Integer>>();
    // thresholds are chosen on float32 distances
    index.pairsWithin(
        Math.nextUp((float) threshold),
        (row, other, distance) -> {
          if ((float) distance <= threshold) {
            pairs.add(new NearDuplicate<>(row, other, (float) distance));
          }
        });
    pairs.sort(
        Comparator.<NearDuplicate<Integer>>comparingDouble(NearDuplicate::distance)
            .thenComparing(NearDuplicate::first)
            .thenComparing(NearDuplicate::second));
    return pairs;
  }

  /** The same pair with other names for its samples. */
  <R> NearDuplicate<R> map(Function<T, R> name) {
    return new NearDuplicate<>(name.apply(first), name.apply(second), distance);
  }

  /** {@code 0.0123 a.png b.png}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f  %s  %s", distance, first, second);
  }
}
