package dev.siamese.metrics;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A measured value with its 95 % confidence interval.
 *
 * @param value the estimate
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double value, double low, double high) {

  private static final double Z = 1.959963984540054; // the normal distribution's 97.5 % point

  /**
   * The share of successes with Wilson's score interval (Wilson 1927), which stays honest for few
   * trials and for shares near 0 or 1.
   *
   * @throws IllegalArgumentException unless 0 ≤ successes ≤ trials and trials ≥ 1
   */
  public static Interval wilson(int successes, int trials) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(successes + " successes of " + trials + " trials");
    }
    double share = (double) successes / trials;
    double z2 = Z * Z / trials;
    double centre = (share + z2 / 2) / (1 + z2);
    double half = Z / (1 + z2) * Math.sqrt(share * (1 - share) / trials + z2 / (4 * trials));
    return new Interval(share, Math.max(0, centre - half), Math.min(1, centre + half));
  }

  /**
   * The mean of a few independent values, such as the runs of several seeds, with Student's
   * interval (Student 1908), which is the wider the fewer they are: ± 4.3 standard errors for
   * three, ± 2.8 for five. One value has no width.
   */
  public static Interval studentMean(double... values) {
    return values.length < 2
        ? around(0, values)
        : around(new TDistribution(values.length - 1).inverseCumulativeProbability(0.975), values);
  }

  /**
   * The mean ± 1.96 standard errors, as few-shot learning reports it over hundreds of episodes. One
   * value has no width.
   */
  public static Interval normalMean(double... values) {
    return around(Z, values);
  }

  /** This interval, no farther than a share can reach, from 0 to 1. */
  public Interval clampedToUnit() {
    return new Interval(value, Math.max(0, low), Math.min(1, high));
  }

  private static Interval around(double errors, double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double error = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
    return new Interval(mean, mean - errors * error, mean + errors * error);
  }

  /** As percentages: {@code 4.5 % [2.9, 7.0]}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * value, 100 * low, 100 * high);
  }
}
