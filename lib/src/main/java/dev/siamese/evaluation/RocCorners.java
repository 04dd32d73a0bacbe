package dev.siamese.evaluation;

import java.util.Arrays;

/** The points of a curve of two rising counts, those on a straight line left out. */
final class RocCorners {

  private double[] thresholds = new double[64];
  private long[] accepted = new long[64];
  private long[] kept = new long[64];
  private int size;

  /** Starts at (0, 0). */
  RocCorners(double threshold) {
    append(threshold, 0, 0);
  }

  void add(double threshold, int accepted, int kept) {
    if (size > 1 && straight(accepted, kept)) {
      size--;
    }
    append(threshold, accepted, kept);
  }

  /** Whether the last point is on the line from the one before it to this one. */
  private boolean straight(long nextAccepted, long nextKept) {
    long a = accepted[size - 1] - accepted[size - 2];
    long k = kept[size - 1] - kept[size - 2];
    return a * (nextKept - kept[size - 1]) == k * (nextAccepted - accepted[size - 1]);
  }

  private void append(double threshold, long newAccepted, long newKept) {
    if (size == thresholds.length) {
      thresholds = Arrays.copyOf(thresholds, 2 * size);
      accepted = Arrays.copyOf(accepted, 2 * size);
      kept = Arrays.copyOf(kept, 2 * size);
    }
    thresholds[size] = threshold;
    accepted[size] = newAccepted;
    kept[size++] = newKept;
  }

  double[] thresholds() {
    return Arrays.copyOf(thresholds, size);
  }

  double[] accepted(double all) {
    return Arrays.stream(accepted, 0, size).mapToDouble(count -> count / all).toArray();
  }

  double[] kept(double all) {
    return Arrays.stream(kept, 0, size).mapToDouble(count -> count / all).toArray();
  }
}
