package dev.siamese.metrics;

import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well scores rank a rare class, such as fraud or defects, above all else. Accuracy would
 * reward a detector that never fires.
 *
 * @param scores a higher score is more likely positive
 * @param positive whether each sample is positive
 */
public record DetectionMetrics(float[] scores, boolean[] positive) implements Metrics {

  /**
   * Scores with labels.
   *
   * @param positive whether each sample is positive
   * @param scores a higher score is more likely positive
   * @throws IllegalArgumentException if a score is NaN, the lengths differ, or no sample is
   *     positive
   */
  public DetectionMetrics {
    scores = scores.clone();
    positive = positive.clone();
    if (scores.length != positive.length) {
      throw new IllegalArgumentException(
          "%d scores but %d labels: pass one label per score"
              .formatted(scores.length, positive.length));
    }
    for (int i = 0; i < scores.length; i++) {
      if (Float.isNaN(scores[i])) {
        throw new IllegalArgumentException("score %d is NaN: scores must be numbers".formatted(i));
      }
    }
    if (count(positive) == 0) {
      throw new IllegalArgumentException(
          "0 of %d samples are positive: at least 1 is needed".formatted(scores.length));
    }
  }

  private static int count(boolean[] values) {
    return (int) IntStream.range(0, values.length).filter(i -> values[i]).count();
  }

  /**
   * {@return average precision, the area under the precision–recall curve, with equal scores taken
   * together} From 0 to 1; random scores give the fraction of positive samples.
   */
  public double averagePrecision() {
    return negatedScores().averagePrecision();
  }

  /** {@return the fraction of positive samples, which is the average precision of random scores} */
  public double positiveRate() {
    return (double) count(positive) / positive.length;
  }

  /**
   * {@return the average precision with a 95 % percentile bootstrap interval} Positive and negative
   * samples are resampled separately.
   *
   * @param resamples at least 100
   * @param seed of the resampling
   * @throws IllegalArgumentException if there are fewer resamples
   */
  public Interval averagePrecisionInterval(int resamples, Seed seed) {
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples must be at least 100: " + resamples);
    }
    int[] positives = IntStream.range(0, positive.length).filter(i -> positive[i]).toArray();
    int[] negatives = IntStream.range(0, positive.length).filter(i -> !positive[i]).toArray();
    var labels = new boolean[positive.length];
    Arrays.fill(labels, 0, positives.length, true);
    var values =
        IntStream.range(0, resamples)
            .parallel()
            .mapToDouble(
                resample -> {
                  var random = seed.derive(resample).generator();
                  var drawn = new float[labels.length];
                  for (int i = 0; i < drawn.length; i++) {
                    var from = labels[i] ? positives : negatives;
                    drawn[i] = scores[from[random.nextInt(from.length)]];
                  }
                  return new DetectionMetrics(drawn, labels).averagePrecision();
                })
            .sorted()
            .toArray();
    int tail = (int) Math.round(0.025 * resamples);
    return new Interval(averagePrecision(), values[tail], values[resamples - 1 - tail]);
  }

  /** Turns the highest scores into the smallest distances. */
  private PairDistances negatedScores() {
    var negated = new float[scores.length];
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -scores[i];
    }
    return PairDistances.of(negated, positive);
  }

  /**
   * {@return the fraction of positive samples among the samples with the highest scores} For tied
   * scores at the cut it is the expected value over a random order.
   *
   * @param fraction the fraction of samples to take, above 0 to 1, such as 0.01; the number of
   *     samples is rounded up
   */
  public double recallAtTopFraction(double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("the top fraction is above 0 and at most 1: " + fraction);
    }
    int top = (int) Math.ceil(fraction * scores.length - 1e-9); // 0.07 × 100 is more than 7
    var order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .mapToInt(i -> i)
            .toArray();
    float cut = scores[order[top - 1]];
    double truePositives = 0;
    int above = 0;
    int tied = 0;
    int tiedPositive = 0;
    for (int i : order) {
      if (scores[i] > cut) {
        above++;
        truePositives += positive[i] ? 1 : 0;
      } else if (scores[i] == cut) {
        tied++;
        tiedPositive += positive[i] ? 1 : 0;
      }
    }
    truePositives += (double) (top - above) * tiedPositive / tied;
    return truePositives / count(positive);
  }

  /**
   * The precision at the highest threshold that reaches a recall, with equal scores taken together.
   *
   * @param recalls above 0 to 1
   * @return for each recall the precision, from 0 to 1
   */
  public double[] precisionAtRecall(double... recalls) {
    var precisions = new double[recalls.length];
    var distances = negatedScores();
    for (int i = 0; i < recalls.length; i++) {
      if (!(recalls[i] > 0 && recalls[i] <= 1)) {
        throw new IllegalArgumentException("a recall is above 0 and at most 1: " + recalls[i]);
      }
      double wanted = recalls[i] * count(positive) - 1e-9;
      var sweep = new ThresholdSweep(distances);
      while (sweep.truePositives() < wanted) {
        sweep.next();
      }
      precisions[i] = sweep.truePositives() / (double) sweep.accepted();
    }
    return precisions;
  }

  /** {@code average_precision, recall_at_top_0.01}. */
  @Override
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("average_precision", averagePrecision());
    metrics.put("recall_at_top_0.01", recallAtTopFraction(0.01));
    return metrics;
  }

  @Override
  public String primaryMetric() {
    return "average_precision";
  }

  /** {@code average precision 0.7213 (random 0.0112), recall at top 1 % 0.5714}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "average precision %.4f (random %.4f), recall at top 1 %% %.4f",
        averagePrecision(),
        positiveRate(),
        recallAtTopFraction(0.01));
  }
}
