package dev.siamese.model;

/**
 * Triangular filters of height 1, equally spaced on the mel scale {@code 2595 log10(1 + f / 700)}
 * (O'Shaughnessy 1987); each begins and ends at the centres of its neighbours.
 */
final class MelFilterBank {

  private final double[][] weights; // (bands, size / 2 + 1)
  private final int[] first; // the first bin of each band
  private final int[] last; // one after its last bin

  /**
   * Creates filters from 0 Hz to half the sample rate.
   *
   * @param size of the Fourier transform
   */
  MelFilterBank(int bands, int size, int rate) {
    weights = new double[bands][size / 2 + 1];
    first = new int[bands];
    last = new int[bands];
    double top = mel(rate / 2.0);
    for (int band = 0; band < bands; band++) {
      double left = hertz(top * band / (bands + 1));
      double middle = hertz(top * (band + 1) / (bands + 1));
      double right = hertz(top * (band + 2) / (bands + 1));
      first[band] = (int) Math.max(0, Math.floor(left * size / rate));
      last[band] = (int) Math.min(size / 2 + 1, Math.ceil(right * size / rate) + 1);
      for (int k = first[band]; k < last[band]; k++) {
        double frequency = (double) k * rate / size;
        double rising = (frequency - left) / (middle - left);
        double falling = (right - frequency) / (right - middle);
        weights[band][k] = Math.max(0, Math.min(rising, falling));
      }
    }
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }

  private static double hertz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }

  /** The energy in one band of a power spectrum. */
  double energy(int band, double[] power) {
    double sum = 0;
    for (int k = first[band]; k < last[band]; k++) {
      sum += weights[band][k] * power[k];
    }
    return sum;
  }
}
