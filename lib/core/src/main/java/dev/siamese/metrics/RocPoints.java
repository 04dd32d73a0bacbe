package dev.siamese.metrics;

import java.util.Arrays;

/** Collects the points of a ROC curve as counts and drops those between two collinear points. */
final class RocPoints {

  private double[] thresholds = new double[64];
  private long[] falsePositives = new long[64];
  private long[] truePositives = new long[64];
  private int size;

  /** Starts at (0, 0). */
  RocPoints(double threshold) {
    append(threshold, 0, 0);
  }

  void add(double threshold, int falsePositive, int truePositive) {
    if (size > 1 && isCollinear(falsePositive, truePositive)) {
      size--;
    }
    append(threshold, falsePositive, truePositive);
  }

  /** Whether the last point is on the line from the one before it to the given one. */
  private boolean isCollinear(long nextFalse, long nextTrue) {
    long stepFalse = falsePositives[size - 1] - falsePositives[size - 2];
    long stepTrue = truePositives[size - 1] - truePositives[size - 2];
    return stepFalse * (nextTrue - truePositives[size - 1])
        == stepTrue * (nextFalse - falsePositives[size - 1]);
  }

  private void append(double threshold, long falsePositive, long truePositive) {
    if (size == thresholds.length) {
      thresholds = Arrays.copyOf(thresholds, 2 * size);
      falsePositives = Arrays.copyOf(falsePositives, 2 * size);
      truePositives = Arrays.copyOf(truePositives, 2 * size);
    }
    thresholds[size] = threshold;
    falsePositives[size] = falsePositive;
    truePositives[size++] = truePositive;
  }

  double[] thresholds() {
    return Arrays.copyOf(thresholds, size);
  }

  double[] falsePositives(double total) {
    return Arrays.stream(falsePositives, 0, size).mapToDouble(count -> count / total).toArray();
  }

  double[] truePositives(double total) {
    return Arrays.stream(truePositives, 0, size).mapToDouble(count -> count / total).toArray();
  }
}
