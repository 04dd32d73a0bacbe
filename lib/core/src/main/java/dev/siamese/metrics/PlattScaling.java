package dev.siamese.metrics;

/**
 * Fits a logistic function of the distance with Platt's smoothed targets by Newton's method with
 * backtracking (Lin, Lin and Weng 2007).
 */
final class PlattScaling {

  private static final int MAX_STEPS = 100;
  private static final double MIN_GRADIENT = 1e-10; // per pair, of standardised distances
  private static final double RIDGE = 1e-12; // per pair, keeps the Hessian invertible

  private final PairDistances pairs;
  private final double mean;
  private final double deviation;
  private final double positiveTarget;
  private final double negativeTarget;

  private PlattScaling(PairDistances pairs) {
    this.pairs = pairs;
    mean = sum(value -> value) / pairs.size();
    deviation = Math.sqrt(sum(value -> (value - mean) * (value - mean)) / pairs.size());
    if (!Double.isFinite(deviation)) {
      throw new IllegalArgumentException(
          "a distance is infinite: remove the pairs without a finite distance");
    }
    positiveTarget = (pairs.positive().length + 1.0) / (pairs.positive().length + 2.0);
    negativeTarget = 1.0 / (pairs.negative().length + 2.0);
  }

  /** Sums something over pairs. */
  @FunctionalInterface
  private interface Term {
    double of(double distance);
  }

  private double sum(Term term) {
    double sum = 0;
    for (float value : pairs.positive()) {
      sum += term.of(value);
    }
    for (float value : pairs.negative()) {
      sum += term.of(value);
    }
    return sum;
  }

  static Calibration fit(PairDistances pairs) {
    var scaling = new PlattScaling(pairs);
    double baseRate = (double) pairs.positive().length / pairs.size();
    double[] weights = {
      0, Math.log((pairs.positive().length + 1.0) / (pairs.negative().length + 1.0))
    };
    var state = scaling.derivatives(weights);
    for (int step = 0; step < MAX_STEPS && state.isSteep(pairs.size()); step++) {
      var next = scaling.step(weights, state);
      if (next == weights) {
        break; // no decrease within rounding
      }
      weights = next;
      state = scaling.derivatives(weights);
    }
    if (scaling.deviation == 0 || weights[0] >= 0) {
      // of the logistic functions that do not rise with the distance, the constant fits best
      return new Calibration(0, Math.log(baseRate / (1 - baseRate)), baseRate);
    }
    double slope = weights[0] / scaling.deviation;
    return new Calibration(slope, weights[1] - slope * scaling.mean, baseRate);
  }

  /** The cross-entropy with its gradient and Hessian. */
  private record Derivatives(double loss, double a, double b, double aa, double ab, double bb) {

    boolean isSteep(long pairs) {
      return Math.max(Math.abs(a), Math.abs(b)) > MIN_GRADIENT * pairs;
    }
  }

  /** The weights after a Newton step, shortened until the loss falls; the same if it cannot. */
  private double[] step(double[] weights, Derivatives state) {
    double ridge = RIDGE * pairs.size();
    double determinant = (state.aa + ridge) * (state.bb + ridge) - state.ab * state.ab;
    double da = -((state.bb + ridge) * state.a - state.ab * state.b) / determinant;
    double db = -((state.aa + ridge) * state.b - state.ab * state.a) / determinant;
    double descent = state.a * da + state.b * db;
    for (double length = 1; length > 1e-10; length /= 2) {
      double[] next = {weights[0] + length * da, weights[1] + length * db};
      if (derivatives(next).loss < state.loss + 1e-4 * length * descent) {
        return next;
      }
    }
    return weights;
  }

  private Derivatives derivatives(double[] weights) {
    var sums = new double[6];
    add(pairs.positive(), positiveTarget, weights, sums);
    add(pairs.negative(), negativeTarget, weights, sums);
    return new Derivatives(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
  }

  private void add(float[] distances, double target, double[] weights, double[] sums) {
    for (float distance : distances) {
      double x = deviation == 0 ? 0 : (distance - mean) / deviation;
      double logOdds = weights[0] * x + weights[1];
      double exp = Math.exp(-Math.abs(logOdds));
      double p = logOdds >= 0 ? 1 / (1 + exp) : exp / (1 + exp);
      sums[0] += Math.log1p(exp) + Math.max(logOdds, 0) - target * logOdds;
      sums[1] += (p - target) * x;
      sums[2] += p - target;
      double curvature = p * (1 - p);
      sums[3] += curvature * x * x;
      sums[4] += curvature * x;
      sums[5] += curvature;
    }
  }
}
