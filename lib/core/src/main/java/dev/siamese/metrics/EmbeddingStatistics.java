package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.internal.LinalgOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.Table;

/**
 * How embeddings lie in their space: whether the classes part, and whether the space is used or has
 * collapsed. Made to be looked at after every epoch, on about a thousand embeddings.
 *
 * @param positiveDistance the mean over same pairs
 * @param negativeDistance the mean over different pairs
 * @param overlap the overlap coefficient of the two kinds' distances, from 0 (apart) to 1 (alike):
 *     Σ min(p, q) over the shares p of same and q of different pairs in each of 60 equal bins from
 *     0 to the largest distance, the area that their two histograms have in common
 * @param alignment the mean of |u − v|² over same pairs of embeddings brought to length 1, from 0
 *     to 4, smaller is better (Wang and Isola 2020, α = 2)
 * @param uniformity ln of the mean of exp(−2 |u − v|²) over all pairs of embeddings brought to
 *     length 1, from −8 to 0, smaller is more evenly spread (Wang and Isola 2020, t = 2)
 * @param meanNorm the mean length of the embeddings
 * @param normStd the standard deviation of their lengths
 * @param effectiveRank how many dimensions are in use, from 1 to D: exp of the entropy of the
 *     singular values of the embeddings (N, D), not centred, divided by their sum (Roy and Vetterli
 *     2007); 0 if all embeddings are 0
 */
public record EmbeddingStatistics(
    double positiveDistance,
    double negativeDistance,
    double overlap,
    double alignment,
    double uniformity,
    double meanNorm,
    double normStd,
    double effectiveRank) {

  private static final int BINS = 60;

  /**
   * Examines embeddings by all their pairs.
   *
   * @param embeddings (N, D)
   * @param labels their classes
   * @throws IllegalArgumentException if the embeddings hold NaN or infinity, if their number is not
   *     that of the labels, or if there is no same or no different pair
   */
  public static EmbeddingStatistics of(NDArray embeddings, int[] labels, Distance distance) {
    var pairs = VerificationPairs.all(embeddings, labels, distance);
    if (pairs.positive().length == 0 || pairs.negative().length == 0) {
      throw new IllegalArgumentException(
          "%d embeddings have %d same and %d different pairs: at least two classes are needed, and two samples in one"
              .formatted(labels.length, pairs.positive().length, pairs.negative().length));
    }
    boolean cosine = distance == Distances.COSINE;
    var angles = cosine ? pairs : VerificationPairs.all(embeddings, labels, Distances.COSINE);
    var norms = norms(embeddings);
    double norm = mean(norms);
    return new EmbeddingStatistics(
        mean(pairs.positive()),
        mean(pairs.negative()),
        overlap(pairs),
        2 * mean(angles.positive()), // |u − v|² is twice the cosine distance
        uniformity(angles),
        norm,
        std(norms, norm),
        effectiveRank(embeddings));
  }

  private static double overlap(PairDistances pairs) {
    double top = Math.max(largest(pairs.positive()), largest(pairs.negative()));
    var same = histogram(pairs.positive(), top);
    var different = histogram(pairs.negative(), top);
    double common = 0;
    for (int bin = 0; bin < BINS; bin++) {
      common += Math.min(same[bin], different[bin]);
    }
    return common;
  }

  private static float largest(float[] ascending) {
    return ascending[ascending.length - 1];
  }

  private static double[] histogram(float[] distances, double top) {
    var counts = new int[BINS];
    for (float distance : distances) {
      int bin = top > 0 ? (int) (distance / top * BINS) : 0;
      counts[Math.max(0, Math.min(BINS - 1, bin))]++;
    }
    return Arrays.stream(counts).mapToDouble(count -> (double) count / distances.length).toArray();
  }

  private static double uniformity(PairDistances angles) {
    double sum = 0;
    for (var distances : new float[][] {angles.positive(), angles.negative()}) {
      for (float distance : distances) {
        sum += Math.exp(-4 * (double) distance);
      }
    }
    return Math.log(sum / angles.size());
  }

  private static float[] norms(NDArray embeddings) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return Tensors.toFloatArray(embeddings.norm(new int[] {1}).toType(DataType.FLOAT32, false));
    }
  }

  private static double effectiveRank(NDArray embeddings) {
    float[] singular;
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var values = LinalgOps.svdvals(embeddings.stopGradient());
      singular = Tensors.toFloatArray(values.toType(DataType.FLOAT32, false));
    }
    double sum = singular.length * mean(singular);
    double entropy = 0;
    for (float value : singular) {
      double share = value / sum;
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    return sum > 0 ? Math.exp(entropy) : 0;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double std(float[] values, double mean) {
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  /**
   * By their names: {@code positive_distance, negative_distance, overlap, alignment, uniformity,
   * norm, norm_deviation, effective_rank}.
   */
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("positive_distance", positiveDistance);
    metrics.put("negative_distance", negativeDistance);
    metrics.put("overlap", overlap);
    metrics.put("alignment", alignment);
    metrics.put("uniformity", uniformity);
    metrics.put("norm", meanNorm);
    metrics.put("norm_deviation", normStd);
    metrics.put("effective_rank", effectiveRank);
    return metrics;
  }

  /** One row per metric: {@code metric, value}. */
  public Table table() {
    return MetricsTable.of("embeddings", metrics());
  }

  /** The distances, their overlap, and the dimensions in use, in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "positive %.3g, negative %.3g, overlap %.3f, alignment %.3f, uniformity %.3f, norm %.3g ± %.2g, effective rank %.1f",
        positiveDistance,
        negativeDistance,
        overlap,
        alignment,
        uniformity,
        meanNorm,
        normStd,
        effectiveRank);
  }
}
