package dev.siamese.metrics;

import java.util.Arrays;

/** The points of a curve of two rising counts, those on a straight line left out. */
final class RocPoints {

  private double[] thresholds = new double[64];
  private long[] falsePositives = new long[64];
  private long[] truePositives = new long[64];
  private int size;

  /** Starts at (0, 0). */
  RocPoints(double threshold) {
    append(threshold, 0, 0);
  }

  void add(double threshold, int accepted, int kept) {
    if (size > 1 && isCollinear(accepted, kept)) {
      size--;
    }
    append(threshold, accepted, kept);
  }

  /** Whether the last point is on the line from the one before it to this one. */
  private boolean isCollinear(long nextAccepted, long nextKept) {
    long a = falsePositives[size - 1] - falsePositives[size - 2];
    long k = truePositives[size - 1] - truePositives[size - 2];
    return a * (nextKept - truePositives[size - 1])
        == k * (nextAccepted - falsePositives[size - 1]);
  }

  private void append(double threshold, long newAccepted, long newKept) {
    if (size == thresholds.length) {
      thresholds = Arrays.copyOf(thresholds, 2 * size);
      falsePositives = Arrays.copyOf(falsePositives, 2 * size);
      truePositives = Arrays.copyOf(truePositives, 2 * size);
    }
    thresholds[size] = threshold;
    falsePositives[size] = newAccepted;
    truePositives[size++] = newKept;
  }

  double[] thresholds() {
    return Arrays.copyOf(thresholds, size);
  }

  double[] falsePositives(double all) {
    return Arrays.stream(falsePositives, 0, size).mapToDouble(count -> count / all).toArray();
  }

  double[] truePositives(double all) {
    return Arrays.stream(truePositives, 0, size).mapToDouble(count -> count / all).toArray();
  }
}
