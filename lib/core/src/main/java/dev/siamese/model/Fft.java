package dev.siamese.model;

import java.util.Arrays;

/**
 * The fast Fourier transform (Cooley and Tukey 1965) of real frames; their size is a power of 2.
 */
final class Fft {

  private final int size;
  private final double[] cos;
  private final double[] sin;

  Fft(int size) {
    this.size = size;
    cos = new double[size / 2];
    sin = new double[size / 2];
    for (int k = 0; k < size / 2; k++) {
      cos[k] = Math.cos(2 * Math.PI * k / size);
      sin[k] = Math.sin(2 * Math.PI * k / size);
    }
  }

  /** The Hann window of a frame. */
  double[] hann() {
    var hann = new double[size];
    Arrays.setAll(hann, i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size));
    return hann;
  }

  /** The squared magnitudes at frequencies from 0 to half the sample rate: (size / 2 + 1). */
  double[] powerSpectrum(double[] frame) {
    var re = new double[size];
    var im = new double[size];
    int shift = 32 - Integer.numberOfTrailingZeros(size);
    for (int i = 0; i < size; i++) {
      re[Integer.reverse(i) >>> shift] = frame[i];
    }
    for (int half = 1; half < size; half *= 2) {
      int step = size / 2 / half;
      for (int start = 0; start < size; start += 2 * half) {
        for (int k = 0; k < half; k++) {
          int a = start + k;
          int b = a + half;
          double c = cos[k * step];
          double s = sin[k * step];
          double x = re[b] * c + im[b] * s;
          double y = im[b] * c - re[b] * s;
          re[b] = re[a] - x;
          im[b] = im[a] - y;
          re[a] += x;
          im[a] += y;
        }
      }
    }
    var power = new double[size / 2 + 1];
    for (int k = 0; k < power.length; k++) {
      power[k] = re[k] * re[k] + im[k] * im[k];
    }
    return power;
  }
}
