package dev.siamese.metrics;

/** The mean and the standard deviation of values. */
final class SampleStatistics {

  private SampleStatistics() {}

  static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static double std(float[] values, double mean) {
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
