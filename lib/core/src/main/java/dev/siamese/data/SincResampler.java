package dev.siamese.data;

import java.util.Arrays;

/**
 * Reads a signal at other instants than those it was measured at: band-limited interpolation with a
 * sinc under a Hann window, looked up in a table (Smith and Gossett 1984).
 */
final class SincResampler {

  private static final int ZEROS = 24; // of the sinc, on each side
  private static final int STEPS = 512; // of the table, from one zero to the next
  private static final double[] SINC = new double[ZEROS * STEPS + 2];

  static {
    Arrays.setAll(SINC, i -> sinc((double) i / STEPS));
  }

  private SincResampler() {}

  /**
   * A signal with a multiple of its samples.
   *
   * @param ratio new samples for each old one; below 1, frequencies that would alias are removed
   */
  static float[] resample(float[] signal, double ratio) {
    double cutoff = Math.min(1, ratio);
    double reach = ZEROS / cutoff;
    var result = new float[Math.max(1, (int) Math.round(signal.length * ratio))];
    for (int i = 0; i < result.length; i++) {
      double place = i / ratio;
      int from = Math.max(0, (int) Math.ceil(place - reach));
      int to = Math.min(signal.length - 1, (int) Math.floor(place + reach));
      double sum = 0;
      for (int k = from; k <= to; k++) {
        double x = Math.abs(k - place) * cutoff * STEPS;
        int before = (int) x;
        sum += signal[k] * (SINC[before] + (x - before) * (SINC[before + 1] - SINC[before]));
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
