package dev.siamese.baseline;

import dev.siamese.data.Sequences;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.Interval;
import dev.siamese.sampling.EpisodeSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Dynamic time warping: the distance of two series once time has been bent so that they lie on each
 * other best (Sakoe and Chiba 1978), the usual baseline without a network. It is the square root of
 * the sum of squared differences along the best path; steps have any number of features.
 *
 * @param window how far the path may stray from even time, as a part of the longer series' length:
 *     0 is the Euclidean distance, 1 any path
 */
public record Dtw(double window) {

  private static final int WINDOW_STEPS = 100;

  public Dtw {
    if (!(window >= 0 && window <= 1)) {
      throw new IllegalArgumentException(
          "the window is a part of the length, from 0 to 1, not " + window);
    }
  }

  /**
   * The window, of 0, 0.01, …, 1, with the fewest errors when each series of the training part is
   * named by the nearest other one; the smallest if several are as good, as the archive has it.
   */
  public static Dtw fitWindow(Sequences train) {
    var series = series(train);
    var free = new double[series.length][]; // what any path allows no window can be below
    Arrays.setAll(free, row -> new Dtw(1).squared(series[row], series, train.features()));
    int best = 0;
    long fewest = Long.MAX_VALUE;
    for (int percent = 0; percent <= WINDOW_STEPS; percent++) {
      var dtw = new Dtw((double) percent / WINDOW_STEPS);
      long wrong =
          IntStream.range(0, series.length)
              .parallel()
              .filter(
                  row ->
                      train.label(row) != train.label(dtw.nearestOther(row, series, free, train)))
              .count();
      if (wrong < fewest) {
        fewest = wrong;
        best = percent;
      }
    }
    return new Dtw((double) best / WINDOW_STEPS);
  }

  private double[] squared(float[] one, float[][] all, int features) {
    return Arrays.stream(all)
        .parallel()
        .mapToDouble(other -> squared(one, other, features, Double.POSITIVE_INFINITY))
        .toArray();
  }

  /** The nearest other series, tried in the order of a lower bound. */
  private int nearestOther(int row, float[][] series, double[][] atLeast, Sequences of) {
    var order =
        IntStream.range(0, series.length)
            .filter(each -> each != row)
            .boxed()
            .sorted(Comparator.comparingDouble(each -> atLeast[row][each]))
            .toList();
    int nearest = order.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (int each : order) {
      if (atLeast[row][each] >= least) {
        break;
      }
      double squared = squared(series[row], series[each], of.features(), least);
      if (squared < least) {
        least = squared;
        nearest = each;
      }
    }
    return nearest;
  }

  /** The share of test series whose nearest training series is of another class. */
  public Interval error(Sequences train, Sequences test) {
    var known = series(train);
    long wrong =
        IntStream.range(0, test.size())
            .parallel()
            .filter(
                row -> {
                  int nearest = nearest(test.values(row), known, train.features());
                  return test.label(row) != train.label(nearest);
                })
            .count();
    return Interval.wilson((int) wrong, test.size());
  }

  /**
   * Answers one-shot questions by the distance of the samples as series.
   *
   * @param series of each row of the trials' data, such as its spectrum moment by moment
   */
  public FewShotResult evaluate(EpisodeSet<?> trials, Sequences series) {
    var steps = series(series);
    return FewShotResult.evaluate(
        trials, (query, known) -> distance(steps[query], steps[known], series.features()));
  }

  private int nearest(float[] one, float[][] known, int features) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < known.length; i++) {
      double squared = squared(one, known[i], features, least);
      if (squared < least) {
        least = squared;
        nearest = i;
      }
    }
    return nearest;
  }

  private static float[][] series(Sequences data) {
    return IntStream.range(0, data.size()).mapToObj(data::values).toArray(float[][]::new);
  }

  /**
   * The distance of two series, step after step.
   *
   * @param features the numbers of each step
   */
  public double distance(float[] a, float[] b, int features) {
    return Math.sqrt(squared(a, b, features, Double.POSITIVE_INFINITY));
  }

  /** The squared distance, or infinity as soon as it is known to be no less than a bound. */
  private double squared(float[] a, float[] b, int features, double bound) {
    int rows = a.length / features;
    int columns = b.length / features;
    // wide enough for the corner of series of other lengths
    int reach = Math.max((int) (window * Math.max(rows, columns)), Math.abs(rows - columns));
    var before = new double[columns + 1];
    var now = new double[columns + 1];
    Arrays.fill(before, Double.POSITIVE_INFINITY);
    Arrays.fill(now, Double.POSITIVE_INFINITY);
    before[0] = 0;
    for (int i = 1; i <= rows; i++) {
      int from = Math.max(1, i - reach);
      int to = Math.min(columns, i + reach);
      now[from - 1] = Double.POSITIVE_INFINITY; // left over from two rows ago
      double least = Double.POSITIVE_INFINITY;
      for (int j = from; j <= to; j++) {
        double cost = 0;
        for (int f = 0; f < features; f++) {
          double difference = a[(i - 1) * features + f] - b[(j - 1) * features + f];
          cost += difference * difference;
        }
        now[j] = cost + Math.min(before[j - 1], Math.min(before[j], now[j - 1]));
        least = Math.min(least, now[j]);
      }
      if (to < columns) {
        now[to + 1] = Double.POSITIVE_INFINITY;
      }
      if (least >= bound) {
        return Double.POSITIVE_INFINITY;
      }
      var swap = before;
      before = now;
      now = swap;
    }
    return before[columns];
  }
}
