package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.internal.LinalgOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Statistics of embeddings and their pairwise distances, which show whether the classes are
 * separated and whether they have collapsed. All pairs are compared: use about 1,000 embeddings.
 *
 * @param positiveDistance the mean distance of positive pairs
 * @param negativeDistance the mean distance of negative pairs
 * @param overlap the overlap coefficient of the distances of positive and negative pairs, from 0
 *     (separated) to 1 (equally distributed): Σ min(p, q) over the fractions p of positive and q of
 *     negative pairs in the bins of their {@link Histogram}
 * @param alignment the mean of |u − v|² over positive pairs of L2-normalised embeddings, from 0 to
 *     4, smaller is better (Wang and Isola 2020, α = 2)
 * @param uniformity ln of the mean of exp(−2 |u − v|²) over all pairs of L2-normalised embeddings,
 *     from −8 to 0, smaller is more uniform (Wang and Isola 2020, t = 2)
 * @param meanNorm the mean L2 norm of the embeddings
 * @param normStd the standard deviation of the L2 norms
 * @param effectiveRank the effective number of dimensions, from 1 to D: exp of the entropy of the
 *     normalised singular values of the embeddings (N, D), not centred (Roy and Vetterli 2007); 0
 *     if all embeddings are 0
 */
public record EmbeddingStatistics(
    double positiveDistance,
    double negativeDistance,
    double overlap,
    double alignment,
    double uniformity,
    double meanNorm,
    double normStd,
    double effectiveRank)
    implements Metrics {

  private static final double MAX_UNIFORMITY = -0.05; // directions within about 9 degrees
  private static final double MIN_NORM_DEVIATION = 0.05;
  private static final double MAX_NORM = 1e6;

  /** Histograms of distances with 60 equal bins from 0 to a maximum. */
  public static final class Histogram {

    /** The number of bins. */
    public static final int BINS = 60;

    private Histogram() {}

    /**
     * {@return the fraction of distances in each bin; values outside the range are counted in the
     * first or last bin}
     *
     * @param distances the values
     * @param max the upper end of the last bin, above 0
     */
    public static double[] fractions(float[] distances, double max) {
      var counts = new int[BINS];
      for (float distance : distances) {
        int bin = (int) (distance / max * BINS);
        counts[Math.max(0, Math.min(BINS - 1, bin))]++;
      }
      var fractions = new double[BINS];
      for (int bin = 0; bin < BINS; bin++) {
        fractions[bin] = (double) counts[bin] / distances.length;
      }
      return fractions;
    }

    /**
     * {@return the largest of the values, or 1 if none is above 0}
     *
     * @param values arrays of any length
     */
    public static double max(float[]... values) {
      double max = 0;
      for (var some : values) {
        for (float value : some) {
          max = Math.max(max, value);
        }
      }
      return max > 0 ? max : 1;
    }
  }

  /**
   * Computes the statistics over all pairs.
   *
   * @param embeddings (N, D)
   * @param labels their classes (N)
   * @param distance the distance that pairs are compared by
   * @return the statistics
   * @throws IllegalArgumentException if the embeddings contain NaN or infinity, if there are not N
   *     labels, or without a positive or a negative pair
   */
  public static EmbeddingStatistics of(NDArray embeddings, int[] labels, Distance distance) {
    var pairs = VerificationPairs.all(embeddings, labels, distance);
    if (pairs.positive().length == 0 || pairs.negative().length == 0) {
      throw new IllegalArgumentException(
          "%d positive and %d negative pairs of %d embeddings: at least 2 classes are needed, one of them with 2 samples"
              .formatted(pairs.positive().length, pairs.negative().length, labels.length));
    }
    return of(embeddings, labels, distance, pairs);
  }

  /**
   * {@return the uniformity and the norms, which need neither labels nor a device; the others are
   * NaN}
   *
   * @param embeddings (N, D)
   */
  public static EmbeddingStatistics ofUnlabeled(float[][] embeddings) {
    var norms = new float[embeddings.length];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = (float) Math.sqrt(SampleStatistics.dot(embeddings[i], embeddings[i]));
    }
    double sum = 0;
    for (int i = 0; i < norms.length; i++) {
      for (int j = 0; j < i; j++) {
        double product = (double) norms[i] * norms[j];
        sum +=
            Math.exp(
                product > 0
                    ? 4 * (SampleStatistics.dot(embeddings[i], embeddings[j]) / product - 1)
                    : 0);
      }
    }
    double uniformity = Math.log(2 * sum / (norms.length * (norms.length - 1.0)));
    double norm = SampleStatistics.mean(norms);
    double nan = Double.NaN;
    return new EmbeddingStatistics(
        nan, nan, nan, nan, uniformity, norm, SampleStatistics.std(norms, norm), nan);
  }

  /** As above; values without a pair are NaN. */
  static EmbeddingStatistics of(
      NDArray embeddings, int[] labels, Distance distance, PairDistances pairs) {
    boolean cosine = distance == Distances.COSINE;
    var angles = cosine ? pairs : VerificationPairs.all(embeddings, labels, Distances.COSINE);
    var norms = norms(embeddings);
    double norm = SampleStatistics.mean(norms);
    return new EmbeddingStatistics(
        SampleStatistics.mean(pairs.positive()),
        SampleStatistics.mean(pairs.negative()),
        overlap(pairs),
        2 * SampleStatistics.mean(angles.positive()), // |u − v|² is twice the cosine distance
        uniformity(angles),
        norm,
        SampleStatistics.std(norms, norm),
        LinalgOps.effectiveRank(embeddings));
  }

  private static double overlap(PairDistances pairs) {
    double max = Histogram.max(pairs.positive(), pairs.negative());
    var positive = Histogram.fractions(pairs.positive(), max);
    var negative = Histogram.fractions(pairs.negative(), max);
    double sum = 0;
    for (int bin = 0; bin < positive.length; bin++) {
      sum += Math.min(positive[bin], negative[bin]);
    }
    return sum;
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

  /**
   * {@return whether all embeddings are nearly equal: their directions within about 9 degrees and
   * the standard deviation of their norms within 5 % of the mean, or all of them 0}
   */
  public boolean isCollapsed() {
    return effectiveRank == 0
        || uniformity > MAX_UNIFORMITY && normStd <= MIN_NORM_DEVIATION * meanNorm;
  }

  /** {@return whether the embeddings have exploded: a mean norm above 10⁶} */
  public boolean isExploded() {
    return meanNorm > MAX_NORM;
  }

  /** By the names of the components, such as {@code mean_norm}. */
  @Override
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("positive_distance", positiveDistance);
    metrics.put("negative_distance", negativeDistance);
    metrics.put("overlap", overlap);
    metrics.put("alignment", alignment);
    metrics.put("uniformity", uniformity);
    metrics.put("mean_norm", meanNorm);
    metrics.put("norm_std", normStd);
    metrics.put("effective_rank", effectiveRank);
    return metrics;
  }

  @Override
  public String primaryMetric() {
    return "overlap";
  }

  @Override
  public boolean isGreaterBetter() {
    return false;
  }

  /** A warning about embeddings that have collapsed or exploded; otherwise empty. */
  String warning() {
    return isCollapsed()
        ? "; the embeddings have collapsed: they are nearly equal"
        : isExploded() ? "; the embeddings have exploded: their norms are too large" : "";
  }

  /** The values in one line, with a warning if the embeddings have collapsed or exploded. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "positive %.3g, negative %.3g, overlap %.3f, alignment %.3f, uniformity %.3f, norm %.3g ± %.2g, effective rank %.1f%s",
        positiveDistance,
        negativeDistance,
        overlap,
        alignment,
        uniformity,
        meanNorm,
        normStd,
        effectiveRank,
        warning());
  }
}
