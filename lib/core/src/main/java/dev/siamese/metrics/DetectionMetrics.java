package dev.siamese.metrics;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How well a score finds what is rare, such as fraud or a fault. The highest scores are looked at
 * first; accuracy would praise whoever never raises an alert.
 *
 * @param scores higher is more suspicious, such as the distance to what is normal
 * @param positive whether each is what is looked for
 */
public record DetectionMetrics(float[] scores, boolean[] positive) {

  /**
   * Takes scores and what they were about.
   *
   * @throws IllegalArgumentException if a score is NaN, if the numbers differ, or if nothing is
   *     real
   */
  public DetectionMetrics {
    scores = scores.clone();
    positive = positive.clone();
    if (scores.length != positive.length) {
      throw new IllegalArgumentException(
          "%d scores but %d answers to whether they are real"
              .formatted(scores.length, positive.length));
    }
    for (int i = 0; i < scores.length; i++) {
      if (Float.isNaN(scores[i])) {
        throw new IllegalArgumentException("score %d is not a number".formatted(i));
      }
    }
    if (count(positive) == 0) {
      throw new IllegalArgumentException(
          "none of %d scores is of what is looked for: there is nothing to find"
              .formatted(scores.length));
    }
  }

  private static int count(boolean[] values) {
    return (int) IntStream.range(0, values.length).filter(i -> values[i]).count();
  }

  /**
   * The area under the precision–recall curve, equal scores taken at once: the primary metric. From
   * 0 to 1; scores at random give the share of what is looked for.
   */
  public double averagePrecision() {
    return negatedScores().averagePrecision();
  }

  /** The highest scores as the smallest distances. */
  private PairDistances negatedScores() {
    var negated = new float[scores.length];
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -scores[i];
    }
    return PairDistances.of(negated, positive);
  }

  /**
   * The share of what is looked for that is found by looking at a share of the samples, those with
   * the highest scores. Of equal scores at the end of the list any may be looked at: the mean over
   * their orders counts.
   *
   * @param share of the samples, above 0 to 1, such as 0.01; rounded up to whole samples
   */
  public double recallAtTopFraction(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("the share of alerts is above 0 to 1, not " + share);
    }
    // 0.07 × 100 is a little more than 7
    int alerts = (int) Math.ceil(share * scores.length - 1e-9);
    var order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .mapToInt(i -> i)
            .toArray();
    float last = scores[order[alerts - 1]];
    double found = 0;
    int above = 0;
    int equal = 0;
    int equalReal = 0;
    for (int i : order) {
      if (scores[i] > last) {
        above++;
        found += positive[i] ? 1 : 0;
      } else if (scores[i] == last) {
        equal++;
        equalReal += positive[i] ? 1 : 0;
      }
    }
    found += (double) (alerts - above) * equalReal / equal;
    return found / count(positive);
  }

  /**
   * The precision–recall curve: of what is looked at, which share is real once a share of all that
   * is real has been found. Equal scores are looked at together.
   *
   * @param recalls above 0 to 1
   * @return for each recall the precision, from 0 to 1
   */
  public double[] precisionAtRecall(double... recalls) {
    var precisions = new double[recalls.length];
    var closeness = negatedScores();
    for (int i = 0; i < recalls.length; i++) {
      if (!(recalls[i] > 0 && recalls[i] <= 1)) {
        throw new IllegalArgumentException("a recall is above 0 to 1, not " + recalls[i]);
      }
      double wanted = recalls[i] * count(positive) - 1e-9;
      var sweep = new ThresholdSweep(closeness);
      while (sweep.truePositives() < wanted) {
        sweep.next();
      }
      precisions[i] =
          sweep.truePositives() / (sweep.truePositives() + (double) sweep.falsePositives());
    }
    return precisions;
  }

  /** Average precision, what chance gives, and what one per cent of alerts finds, in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "average precision %.4f (chance %.4f), recall at 1 %% alerts %.4f",
        averagePrecision(),
        (double) count(positive) / positive.length,
        recallAtTopFraction(0.01));
  }
}
