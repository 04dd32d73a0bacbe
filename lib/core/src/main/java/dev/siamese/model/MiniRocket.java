package dev.siamese.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The features of MiniRocket (Dempster, Schmidt and Webb 2021): a series is convolved with 84 fixed
 * kernels at several dilations; a feature is the fraction of the results above a bias.
 *
 * <p>A kernel has nine weights, three of them 2 and six −1.
 */
final class MiniRocket {

  static final int KERNELS = 84; // the ways to choose 3 of 9 places
  static final int WIDTH = 9;
  private static final int MAX_DILATIONS = 32;
  private static final double GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

  private final int length;
  private final int channels;
  private final List<Dilation> dilations;

  /**
   * A distance between the nine places.
   *
   * @param step in time steps
   * @param features of each kernel at this dilation
   */
  private record Dilation(int step, int features) {}

  /**
   * The plan for series of one length.
   *
   * @param features the approximate number, at least 84
   */
  MiniRocket(int length, int channels, int features) {
    this.length = length;
    this.channels = channels;
    int perKernel = Math.max(1, features / KERNELS);
    int count = Math.min(perKernel, MAX_DILATIONS);
    double maxExponent = Math.log((length - 1.0) / (WIDTH - 1)) / Math.log(2);
    var steps = new int[Math.max(1, maxExponent < 0 ? 1 : count)];
    for (int i = 0; i < steps.length; i++) {
      double exponent = steps.length == 1 ? 0 : maxExponent * i / (steps.length - 1);
      steps[i] = (int) Math.pow(2, exponent);
    }
    dilations = new ArrayList<>();
    for (int from = 0, to; from < steps.length; from = to) {
      to = from;
      while (to < steps.length && steps[to] == steps[from]) {
        to++;
      }
      int share = perKernel * to / steps.length - perKernel * from / steps.length;
      dilations.add(new Dilation(steps[from], share));
    }
  }

  /** The number of features. */
  int size() {
    return KERNELS * dilations.stream().mapToInt(Dilation::features).sum();
  }

  /**
   * The biases of all features: quantiles of the results of training series.
   *
   * @param series (channels · length) each, one after the other
   */
  float[] biases(float[][] series) {
    var biases = new float[size()];
    int[] next = {0};
    for (var dilation : dilations) {
      forEachKernel(
          kernel -> {
            var results = convolve(series[next[0] % series.length], kernel, dilation.step);
            Arrays.sort(results);
            for (int i = 0; i < dilation.features; i++, next[0]++) {
              double quantile = (next[0] + 1) * GOLDEN_RATIO % 1; // evenly spread
              biases[next[0]] = results[(int) (quantile * results.length)];
            }
          });
    }
    return biases;
  }

  /** The features of one series (channels · length), each from 0 to 1. */
  float[] transform(float[] series, float[] biases) {
    var features = new float[biases.length];
    int[] next = {0};
    for (var dilation : dilations) {
      forEachKernel(
          kernel -> {
            var results = convolve(series, kernel, dilation.step);
            for (int i = 0; i < dilation.features; i++, next[0]++) {
              int above = 0;
              for (float result : results) {
                above += result > biases[next[0]] ? 1 : 0;
              }
              features[next[0]] = (float) above / results.length;
            }
          });
    }
    return features;
  }

  /** A kernel: its number, and the three places of its larger weights. */
  private record Kernel(int number, int first, int second, int third) {}

  private interface KernelVisitor {
    void visit(Kernel kernel);
  }

  private static void forEachKernel(KernelVisitor visitor) {
    int number = 0;
    for (int first = 0; first < WIDTH; first++) {
      for (int second = first + 1; second < WIDTH; second++) {
        for (int third = second + 1; third < WIDTH; third++) {
          visitor.visit(new Kernel(number++, first, second, third));
        }
      }
    }
  }

  /** The results of one kernel; every second kernel is applied without padding. */
  private float[] convolve(float[] series, Kernel kernel, int step) {
    int offset = kernel.number % channels * length;
    int reach = WIDTH / 2 * step;
    boolean padded = (kernel.number + step) % 2 == 0 || 2 * reach >= length;
    int from = padded ? 0 : reach;
    int to = padded ? length : length - reach;
    var results = new float[to - from];
    for (int place = 0; place < WIDTH; place++) {
      int shift = (place - WIDTH / 2) * step;
      float weight =
          place == kernel.first || place == kernel.second || place == kernel.third ? 2 : -1;
      int start = Math.max(from, -shift);
      int end = Math.min(to, length - shift);
      for (int t = start; t < end; t++) {
        results[t - from] += weight * series[offset + t + shift];
      }
    }
    return results;
  }
}
