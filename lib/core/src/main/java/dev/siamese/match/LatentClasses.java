package dev.siamese.match;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * A mixture of classes of pairs, whose similarities of fields are independent in each, fitted by
 * expectation maximisation (Fellegi and Sunter 1969; Winkler 1988): the class 0 is that of
 * duplicates, the others are of different records.
 *
 * <p>Different records may be related, such as relatives at one address or songs of one album. So
 * the class of duplicates is split in two as long as a field agrees in one half and in the other
 * half hardly more than in random pairs: a field of duplicates agrees more often than at random.
 */
final class LatentClasses {

  private static final int MAX_CLASSES = 5;
  private static final int START_ROUNDS = 60;
  private static final int SPLIT_ROUNDS = 40;
  private static final double MAX_AGREEMENT = 0.3; // of related pairs, relative to duplicates
  private static final double MIN_EXCESS = 0.1; // of the agreement of duplicates over random pairs
  private static final double PSEUDO_COUNT = 2; // of each level
  private static final double[] SIMILARITY = {0.05, 0.35, 0.65, 0.9, 1}; // of each level

  private final int[][] levels; // (N, F), -1 if missing
  private final int fields;
  private double[][] random; // probabilities of the levels of random pairs
  private ClassTable[] classes;

  /** Two classes, and the weight of the first of each pair. */
  private record Fit(ClassTable[] classes, double[] first, double logLikelihood) {}

  private LatentClasses(int[][] levels) {
    this.levels = levels;
    this.fields = levels[0].length;
  }

  /** The level of a similarity from 0 to 1: from 0, different, to 4, equal. */
  static int level(double similarity) {
    if (similarity >= 0.999) {
      return 4;
    }
    return similarity < 0.2 ? 0 : similarity < 0.5 ? 1 : similarity < 0.8 ? 2 : 3;
  }

  /**
   * Fits the classes.
   *
   * @param levels of the fields of candidate pairs: (N, F), -1 if missing; at least one pair
   * @param random the same for random pairs
   */
  static LatentClasses fit(int[][] levels, int[][] random) {
    var latent = new LatentClasses(levels);
    var start = latent.maximize(ones(levels.length), LatentClasses::start, START_ROUNDS);
    latent.classes = start.classes;
    var ones = ones(random.length);
    latent.random = latent.table(random, ones, ones, 1).probabilities();
    latent.split(start.first);
    return latent;
  }

  private static double[] ones(int count) {
    var ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private void split(double[] duplicates) {
    while (classes.length < MAX_CLASSES) {
      Fit best = maximize(duplicates, LatentClasses::start, SPLIT_ROUNDS);
      for (int field = 0; field < fields; field++) {
        int one = field;
        ToDoubleFunction<int[]> byField = x -> x[one] < 0 ? 0.5 : x[one] >= 2 ? 0.9 : 0.1;
        var fit = maximize(duplicates, byField, SPLIT_ROUNDS);
        best = fit.logLikelihood > best.logLikelihood ? fit : best;
      }
      if (leastAgreement(best.classes) > MAX_AGREEMENT) {
        return;
      }
      double fraction = classes[0].fraction();
      var more = new ClassTable[classes.length + 1];
      System.arraycopy(classes, 1, more, 2, classes.length - 1);
      for (int i = 0; i < 2; i++) {
        var half = best.classes[i];
        more[i] = new ClassTable(fraction * half.fraction(), half.probabilities());
      }
      classes = more;
      for (int i = 0; i < duplicates.length; i++) {
        duplicates[i] *= best.first[i];
      }
    }
  }

  /** The first class has the pairs with similar fields: by their geometric mean. */
  private static double start(int[] pair) {
    double sum = 0;
    int count = 0;
    for (int level : pair) {
      if (level >= 0) {
        sum += Math.log(SIMILARITY[level]);
        count++;
      }
    }
    double mean = count == 0 ? 0 : Math.exp(sum / count);
    return logistic((mean - 0.7) * 20);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /**
   * The least agreement of a field in the second class, where 0 is that of random pairs and 1 that
   * of the first class. Fields that say little in the first class are left out.
   */
  private double leastAgreement(ClassTable[] halves) {
    double least = Double.POSITIVE_INFINITY;
    for (int field = 0; field < fields; field++) {
      double first = mean(halves[0].probabilities()[field]);
      double random = mean(this.random[field]);
      if (first - random >= 0.3 * (1 - random)) {
        double second = mean(halves[1].probabilities()[field]);
        least = Math.min(least, (second - random) / (first - random));
      }
    }
    return least;
  }

  private static double mean(double[] probabilities) {
    double sum = 0;
    for (int level = 0; level < probabilities.length; level++) {
      sum += probabilities[level] * SIMILARITY[level];
    }
    return sum;
  }

  private Fit maximize(double[] weights, ToDoubleFunction<int[]> start, int rounds) {
    var first = Arrays.stream(levels).mapToDouble(start).toArray();
    var second = new double[first.length];
    double total = Arrays.stream(weights).sum();
    ClassTable[] two = null;
    double logLikelihood = 0;
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < first.length; i++) {
        second[i] = 1 - first[i];
      }
      var others = table(levels, second, weights, total);
      var duplicates = table(levels, first, weights, total);
      for (int field = 0; field < fields; field++) {
        ClassTable.makeMonotone(duplicates.probabilities()[field], others.probabilities()[field]);
      }
      two =
          new ClassTable[] {
            new ClassTable(duplicates.fraction(), duplicates.probabilities()),
            others // new logarithms
          };
      logLikelihood = 0;
      for (int i = 0; i < first.length; i++) {
        double a = two[0].logarithm(levels[i]);
        double b = two[1].logarithm(levels[i]);
        first[i] = logistic(a - b);
        logLikelihood += weights[i] * (Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))));
      }
    }
    return new Fit(two, first, logLikelihood);
  }

  private ClassTable table(int[][] pairs, double[] members, double[] weights, double total) {
    var table = new double[fields][SIMILARITY.length];
    for (var row : table) {
      Arrays.fill(row, PSEUDO_COUNT);
    }
    double sum = 1;
    for (int i = 0; i < pairs.length; i++) {
      double weight = members[i] * weights[i];
      sum += weight;
      for (int field = 0; field < fields; field++) {
        if (pairs[i][field] >= 0) {
          table[field][pairs[i][field]] += weight;
        }
      }
    }
    for (var row : table) {
      double rowSum = Arrays.stream(row).sum();
      Arrays.setAll(row, level -> row[level] / rowSum);
    }
    return new ClassTable(sum / (total + 2), table);
  }

  /**
   * Whether all fields that differ in random pairs, and that most pairs have, agree more often in
   * duplicates. If not, the class of duplicates is one of related records.
   */
  boolean areSupported() {
    for (int field = 0; field < fields; field++) {
      int one = field;
      long present = Arrays.stream(levels).filter(pair -> pair[one] >= 0).count();
      double random = mean(this.random[field]);
      double excess = mean(classes[0].probabilities()[field]) - random;
      if (2 * present > levels.length && random < 0.3 && excess < MIN_EXCESS * (1 - random)) {
        return false;
      }
    }
    return true;
  }

  /** The probability that a pair of these levels is one of duplicates. */
  double probability(int[] pair) {
    double duplicates = classes[0].logarithm(pair);
    double others = 0;
    for (int i = 1; i < classes.length; i++) {
      others += Math.exp(classes[i].logarithm(pair) - duplicates);
    }
    return 1 / (1 + others);
  }
}
