package dev.siamese.match;

import java.util.Arrays;

/** One class: the fraction of pairs in it, and the probabilities of the levels of each field. */
record ClassTable(double fraction, double[][] probabilities, double[][] logarithms) {

  ClassTable(double fraction, double[][] probabilities) {
    this(
        fraction,
        probabilities,
        Arrays.stream(probabilities)
            .map(row -> Arrays.stream(row).map(Math::log).toArray())
            .toArray(double[][]::new));
  }

  double logarithm(int[] pair) {
    double sum = Math.log(fraction);
    for (int field = 0; field < pair.length; field++) {
      sum += pair[field] < 0 ? 0 : logarithms[field][pair[field]];
    }
    return sum;
  }

  /** A higher level is never evidence against duplicates: the ratios do not decrease. */
  static void makeMonotone(double[] duplicates, double[] others) {
    int n = duplicates.length;
    var above = new double[n];
    var below = new double[n];
    var sizes = new int[n];
    int pools = 0;
    for (int level = 0; level < n; level++) {
      above[pools] = duplicates[level];
      below[pools] = others[level];
      sizes[pools] = 1;
      for (; pools > 0 && above[pools - 1] * below[pools] > above[pools] * below[pools - 1]; ) {
        above[pools - 1] += above[pools];
        below[pools - 1] += below[pools];
        sizes[pools - 1] += sizes[pools];
        pools--;
      }
      pools++;
    }
    for (int pool = 0, level = 0; pool < pools; pool++) {
      for (int end = level + sizes[pool]; level < end; level++) {
        duplicates[level] = others[level] * above[pool] / below[pool];
      }
    }
  }
}
