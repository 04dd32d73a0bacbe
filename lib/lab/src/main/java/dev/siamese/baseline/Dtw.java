package dev.siamese.baseline;

import dev.siamese.data.Sequences;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.Interval;
import dev.siamese.sampling.EpisodeSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Dynamic time warping (Sakoe and Chiba 1978): the square root of the sum of squared differences
 * along the best alignment of two series, whose steps have any number of features.
 *
 * @param window width of the Sakoe–Chiba band as a fraction of the longer series, from 0, the
 *     Euclidean distance, to 1, any alignment
 */
public record Dtw(double window) {

  private static final int WINDOW_STEPS = 100;

  /**
   * Checks the window.
   *
   * @param window from 0 to 1
   * @throws IllegalArgumentException if the window is not from 0 to 1
   */
  public Dtw {
    if (!(window >= 0 && window <= 1)) {
      throw new IllegalArgumentException("window " + window + ": must be a fraction from 0 to 1");
    }
  }

  /**
   * Chooses the window of 0, 0.01, …, 1 with the lowest leave-one-out error of nearest-neighbour
   * classification, the smallest of equally good ones, as the UCR archive does.
   *
   * @param train the labelled series to choose by
   * @return the distance with this window
   */
  public static Dtw fit(Sequences train) {
    var series = series(train);
    var bounds = new double[series.length][]; // a window only makes distances larger
    Arrays.setAll(bounds, row -> new Dtw(1).squared(series[row], series, train.features()));
    int best = 0;
    long fewestErrors = Long.MAX_VALUE;
    for (int percent = 0; percent <= WINDOW_STEPS; percent++) {
      var dtw = new Dtw((double) percent / WINDOW_STEPS);
      long errors =
          IntStream.range(0, series.length)
              .parallel()
              .filter(
                  row ->
                      train.label(row)
                          != train.label(dtw.nearestOther(row, series, bounds, train.features())))
              .count();
      if (errors < fewestErrors) {
        fewestErrors = errors;
        best = percent;
      }
    }
    return new Dtw((double) best / WINDOW_STEPS);
  }

  private double[] squared(float[] query, float[][] series, int features) {
    return Arrays.stream(series)
        .parallel()
        .mapToDouble(other -> squared(query, other, features, Double.POSITIVE_INFINITY))
        .toArray();
  }

  /** The row of the nearest other series, compared in the order of lower bounds. */
  private int nearestOther(int row, float[][] series, double[][] bounds, int features) {
    var order =
        IntStream.range(0, series.length)
            .filter(each -> each != row)
            .boxed()
            .sorted(Comparator.comparingDouble(each -> bounds[row][each]))
            .toList();
    int nearest = order.get(0);
    double min = Double.POSITIVE_INFINITY;
    for (int each : order) {
      if (bounds[row][each] >= min) {
        break;
      }
      double squared = squared(series[row], series[each], features, min);
      if (squared < min) {
        min = squared;
        nearest = each;
      }
    }
    return nearest;
  }

  /**
   * {@return the error of nearest-neighbour classification, with its Wilson interval}
   *
   * @param train (N), the labelled references
   * @param test (M), the series to classify
   */
  public Interval error(Sequences train, Sequences test) {
    var references = series(train);
    long errors =
        IntStream.range(0, test.size())
            .parallel()
            .filter(
                row -> {
                  int nearest = nearest(test.values(row), references, train.features());
                  return test.label(row) != train.label(nearest);
                })
            .count();
    return Interval.wilson((int) errors, test.size());
  }

  /**
   * Few-shot classification of samples by their series.
   *
   * @param episodes support and query rows of the series
   * @param series of each row of the episodes' data, such as the spectrum of each frame
   * @return the prediction for every query
   */
  public FewShotResult evaluate(EpisodeSet<?> episodes, Sequences series) {
    var steps = series(series);
    return FewShotResult.evaluate(
        episodes, (query, support) -> distance(steps[query], steps[support], series.features()));
  }

  private int nearest(float[] query, float[][] references, int features) {
    int nearest = 0;
    double min = Double.POSITIVE_INFINITY;
    for (int i = 0; i < references.length; i++) {
      double squared = squared(query, references[i], features, min);
      if (squared < min) {
        min = squared;
        nearest = i;
      }
    }
    return nearest;
  }

  private static float[][] series(Sequences data) {
    return IntStream.range(0, data.size()).mapToObj(data::values).toArray(float[][]::new);
  }

  /**
   * The distance of two series.
   *
   * @param a the first series, flat: (steps, features)
   * @param b the second series, flat: (steps, features); may have another number of steps
   * @param features values per step
   * @return the distance, at least 0
   */
  public double distance(float[] a, float[] b, int features) {
    return Math.sqrt(squared(a, b, features, Double.POSITIVE_INFINITY));
  }

  /** The squared distance, or infinity if it is not below a bound. */
  private double squared(float[] a, float[] b, int features, double bound) {
    int rows = a.length / features;
    int columns = b.length / features;
    // at least the difference of the lengths
    int band = Math.max((int) (window * Math.max(rows, columns)), Math.abs(rows - columns));
    var previous = new double[columns + 1];
    var current = new double[columns + 1];
    Arrays.fill(previous, Double.POSITIVE_INFINITY);
    Arrays.fill(current, Double.POSITIVE_INFINITY);
    previous[0] = 0;
    for (int i = 1; i <= rows; i++) {
      int from = Math.max(1, i - band);
      int to = Math.min(columns, i + band);
      current[from - 1] = Double.POSITIVE_INFINITY; // value of two rows before
      double min = Double.POSITIVE_INFINITY;
      for (int j = from; j <= to; j++) {
        double cost = 0;
        for (int f = 0; f < features; f++) {
          double difference = a[(i - 1) * features + f] - b[(j - 1) * features + f];
          cost += difference * difference;
        }
        current[j] = cost + Math.min(previous[j - 1], Math.min(previous[j], current[j - 1]));
        min = Math.min(min, current[j]);
      }
      if (to < columns) {
        current[to + 1] = Double.POSITIVE_INFINITY;
      }
      if (min >= bound) {
        return Double.POSITIVE_INFINITY;
      }
      var swap = previous;
      previous = current;
      current = swap;
    }
    return previous[columns];
  }
}
