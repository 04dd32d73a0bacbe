package dev.siamese.data;

import java.util.Arrays;

/**
 * Band-limited resampling of signals: interpolation with a Hann-windowed sinc from a table (Smith
 * and Gossett 1984).
 */
final class SincResampler {

  private static final int ZEROS = 24; // zero crossings of the sinc on each side
  private static final int STEPS = 512; // table entries per zero crossing
  private static final double[] SINC = new double[ZEROS * STEPS + 2];

  static {
    Arrays.setAll(SINC, i -> sinc((double) i / STEPS));
  }

  private SincResampler() {}

  /**
   * Resamples a signal.
   *
   * @param ratio new samples per old sample; below 1, frequencies that would alias are removed
   */
  static float[] resample(float[] signal, double ratio) {
    double cutoff = Math.min(1, ratio);
    double halfWidth = ZEROS / cutoff;
    var result = new float[Math.max(1, (int) Math.round(signal.length * ratio))];
    for (int i = 0; i < result.length; i++) {
      double position = i / ratio;
      int from = Math.max(0, (int) Math.ceil(position - halfWidth));
      int to = Math.min(signal.length - 1, (int) Math.floor(position + halfWidth));
      double sum = 0;
      for (int k = from; k <= to; k++) {
        double x = Math.abs(k - position) * cutoff * STEPS;
        int index = (int) x;
        sum += signal[k] * (SINC[index] + (x - index) * (SINC[index + 1] - SINC[index]));
      }
      result[i] = (float) (cutoff * sum);
    }
    return result;
  }

  private static double sinc(double x) {
    if (x >= ZEROS) {
      return 0;
    }
    double angle = Math.PI * x;
    double window = 0.5 + 0.5 * Math.cos(angle / ZEROS);
    return x == 0 ? 1 : window * Math.sin(angle) / angle;
  }
}
