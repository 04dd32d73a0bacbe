package dev.siamese.evaluation;

import java.util.Arrays;

/**
 * The distances of same and of different pairs, each ascending: all that verification is judged on.
 *
 * @param same of pairs of one class
 * @param different of pairs of two classes
 */
public record PairDistances(float[] same, float[] different) {

  public PairDistances {
    same = sorted(same, "same");
    different = sorted(different, "different");
  }

  private static float[] sorted(float[] distances, String which) {
    var ascending = distances.clone();
    Arrays.sort(ascending);
    if (ascending.length > 0 && Float.isNaN(ascending[ascending.length - 1])) {
      throw new IllegalArgumentException("a distance of the " + which + " pairs is not a number");
    }
    return ascending;
  }

  /**
   * The error rate at the threshold where as many different pairs are accepted as same pairs are
   * rejected, interpolated between the two thresholds around it: from 0 to 1.
   *
   * @throws IllegalStateException without at least one pair of each kind
   */
  public double equalErrorRate() {
    if (same.length == 0 || different.length == 0) {
      throw new IllegalStateException(
          "an equal error rate needs pairs of both kinds, not %d same and %d different"
              .formatted(same.length, different.length));
    }
    double lastAccept = 0;
    double lastReject = 1;
    int accepted = 0; // different pairs at or below the threshold
    int kept = 0; // same pairs at or below it
    while (kept < same.length || accepted < different.length) {
      float threshold = Math.min(at(same, kept), at(different, accepted));
      while (kept < same.length && same[kept] <= threshold) {
        kept++;
      }
      while (accepted < different.length && different[accepted] <= threshold) {
        accepted++;
      }
      double accept = (double) accepted / different.length;
      double reject = 1 - (double) kept / same.length;
      if (accept >= reject) {
        double before = lastReject - lastAccept;
        double after = accept - reject;
        double part = before + after == 0 ? 0 : before / (before + after);
        return lastAccept + part * (accept - lastAccept);
      }
      lastAccept = accept;
      lastReject = reject;
    }
    throw new AssertionError("at the largest distance all pairs are accepted");
  }

  private static float at(float[] ascending, int index) {
    return index < ascending.length ? ascending[index] : Float.POSITIVE_INFINITY;
  }

  /** Gathers distances one by one. */
  static final class Collector {

    private float[] same = new float[64];
    private float[] different = new float[1024];
    private int sameCount;
    private int differentCount;

    void add(float distance, boolean isSame) {
      if (isSame) {
        if (sameCount == same.length) {
          same = Arrays.copyOf(same, 2 * sameCount);
        }
        same[sameCount++] = distance;
      } else {
        if (differentCount == different.length) {
          different = Arrays.copyOf(different, 2 * differentCount);
        }
        different[differentCount++] = distance;
      }
    }

    PairDistances collect() {
      return new PairDistances(
          Arrays.copyOf(same, sameCount), Arrays.copyOf(different, differentCount));
    }
  }
}
