package dev.siamese.metrics;

import java.util.Arrays;
import java.util.Locale;

/**
 * An estimate with its 95 % confidence interval.
 *
 * @param value the estimate
 * @param low the lower end; NaN without an interval
 * @param high the upper end; NaN without an interval
 */
public record Interval(double value, double low, double high) {

  private static final double Z = 1.959963984540054; // 97.5 % quantile of the normal distribution

  /**
   * {@return a fraction of successes with Wilson's score interval (Wilson 1927), which also holds
   * for few trials and for fractions near 0 or 1}
   *
   * @param successes may be fractional, such as an expected number
   * @param trials at least 1
   * @throws IllegalArgumentException unless 0 ≤ successes ≤ trials and trials ≥ 1
   */
  public static Interval wilson(double successes, int trials) {
    if (trials < 1 || !(successes >= 0 && successes <= trials)) {
      throw new IllegalArgumentException(
          "%s successes in %d trials: trials must be at least 1, successes from 0 to trials"
              .formatted(successes, trials));
    }
    double fraction = successes / trials;
    double z2 = Z * Z / trials;
    double centre = (fraction + z2 / 2) / (1 + z2);
    double half = Z / (1 + z2) * Math.sqrt(fraction * (1 - fraction) / trials + z2 / (4 * trials));
    return new Interval(fraction, Math.max(0, centre - half), Math.min(1, centre + half));
  }

  /**
   * {@return an average precision with the logit interval of Boyd, Eng and Page (2013)} Outside of
   * (0, 1) it is Wilson's.
   *
   * @param value the average precision, from 0 to 1
   * @param positives the number of positive pairs or samples, at least 1
   */
  public static Interval averagePrecision(double value, int positives) {
    if (!(value > 0 && value < 1)) {
      return wilson(value * positives, positives);
    }
    double centre = Math.log(value / (1 - value));
    double half = Z / Math.sqrt(positives * value * (1 - value));
    return new Interval(value, logistic(centre - half), logistic(centre + half));
  }

  private static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /**
   * {@return an area under the ROC curve ± 1.96 standard errors of Hanley and McNeil (1982)}
   *
   * @param area from 0 to 1
   * @param positives the number of positive pairs or samples, at least 1
   * @param negatives the number of negative ones, at least 1
   */
  public static Interval rocAuc(double area, long positives, long negatives) {
    double square = area * area;
    double variance =
        area * (1 - area)
            + (positives - 1) * (area / (2 - area) - square)
            + (negatives - 1) * (2 * square / (1 + area) - square);
    double half = Z * Math.sqrt(Math.max(0, variance / ((double) positives * negatives)));
    return new Interval(area, area - half, area + half).clampedToUnit();
  }

  /**
   * {@return the mean of a few independent values, such as one per seed, with Student's t interval
   * (Student 1908): ± 4.3 standard errors for three values, ± 2.8 for five} One value has no
   * interval.
   *
   * @param values at least one value
   * @throws IllegalArgumentException without a value
   */
  public static Interval studentMean(double... values) {
    return around(values.length < 2 ? Double.NaN : studentQuantile(values.length - 1), values);
  }

  /**
   * {@return the mean of many independent values ± 1.96 standard errors, as few-shot learning
   * reports it over hundreds of episodes} One value has no interval.
   *
   * @param values at least one value
   * @throws IllegalArgumentException without a value
   */
  public static Interval normalMean(double... values) {
    return around(Z, values);
  }

  /** {@return this interval with its ends clamped to [0, 1], the range of a fraction} */
  public Interval clampedToUnit() {
    return new Interval(value, Math.max(0, low), Math.min(1, high));
  }

  private static Interval around(double standardErrors, double... values) {
    double mean =
        Arrays.stream(values)
            .average()
            .orElseThrow(() -> new IllegalArgumentException("0 values have no mean: pass values"));
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double error = Math.sqrt(squares / (values.length - 1) / values.length); // NaN for one value
    return new Interval(mean, mean - standardErrors * error, mean + standardErrors * error);
  }

  /** The 97.5 % quantile of Student's t distribution, by bisection of P(|T| ≤ t) = 0.95. */
  static double studentQuantile(int degrees) {
    double low = 0;
    double high = Math.PI / 2;
    for (double angle = high / 2; low < angle && angle < high; angle = (low + high) / 2) {
      if (studentProbability(angle, degrees) < 0.95) {
        low = angle;
      } else {
        high = angle;
      }
    }
    return Math.sqrt(degrees) * Math.tan(low);
  }

  /** P(|T| ≤ √ν tan θ) for ν degrees of freedom (Abramowitz and Stegun, 26.7.3 and 26.7.4). */
  private static double studentProbability(double angle, int degrees) {
    double cos = Math.cos(angle);
    boolean odd = degrees % 2 == 1;
    double term = odd ? cos : 1;
    double sum = degrees == 1 ? 0 : term;
    for (int i = odd ? 3 : 2; i < degrees; i += 2) {
      term *= cos * cos * (i - 1) / i;
      sum += term;
    }
    double value = Math.sin(angle) * sum;
    return odd ? 2 / Math.PI * (angle + value) : value;
  }

  /** As percentages: {@code 4.5 % [2.9, 7.0]}, or {@code 4.5 %} without an interval. */
  @Override
  public String toString() {
    if (Double.isNaN(low)) {
      return String.format(Locale.ROOT, "%.1f %%", 100 * value);
    }
    return String.format(Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * value, 100 * low, 100 * high);
  }
}
