package dev.siamese.metrics;

import com.google.gson.Gson;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.model.Encoder;
import dev.siamese.model.EncoderCard;
import dev.siamese.tensor.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The probability that two samples are of one class, from the distance of their embeddings: {@code
 * 1 / (1 + exp(−(slope · distance + intercept)))}, fitted to held-out pairs by Platt scaling (Platt
 * 1999). It is monotone and smooth, and has two numbers to fit; isotonic regression needs thousands
 * of pairs of both kinds.
 *
 * <p>The fraction of positive pairs among the held-out pairs is rarely that of the pairs in use.
 * {@link #probability} takes the latter, the prior, and corrects for the difference; it assumes
 * that the distances of positive pairs, and those of negative pairs, are distributed as among the
 * held-out pairs.
 *
 * @param slope at most 0, so that a closer pair is not less probable
 * @param intercept the log-odds at distance 0 for the base rate
 * @param baseRate the fraction of positive pairs that it is fitted to, between 0 and 1
 */
public record Calibration(double slope, double intercept, double baseRate) {

  private static final Gson JSON = new Gson();

  /**
   * Checks the numbers.
   *
   * @param slope at most 0
   * @param intercept finite
   * @param baseRate above 0 and below 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Calibration {
    if (!(slope <= 0 && Double.isFinite(slope) && Double.isFinite(intercept))) {
      throw new IllegalArgumentException(
          "slope %s, intercept %s: the slope must be finite and at most 0, the intercept finite"
              .formatted(slope, intercept));
    }
    requireBetween0And1(baseRate, "base rate");
  }

  /**
   * {@return the calibration of held-out pairs, with Platt's smoothed targets}
   *
   * @param pairs of classes that were not trained on, of the kind that is to be compared in use
   * @throws IllegalStateException without a positive and a negative pair
   * @throws IllegalArgumentException if a distance is infinite
   */
  public static Calibration fit(PairDistances pairs) {
    ThresholdSearch.requireBothKinds(pairs);
    return PlattScaling.fit(pairs);
  }

  /**
   * {@return the calibration of all pairs of held-out samples}
   *
   * @param encoder used but not closed
   * @param heldOut labelled samples, not preprocessed, of classes that were not trained on
   * @throws IllegalStateException without a positive and a negative pair
   */
  public static Calibration fit(Encoder encoder, Dataset heldOut) {
    try (var manager = Torch.manager(encoder.device())) {
      var embeddings = encoder.embed(heldOut, manager);
      return fit(VerificationPairs.all(embeddings, heldOut.labels(), encoder.card().distance()));
    }
  }

  /**
   * {@return the calibration that is saved with an encoder; empty if there is none}
   *
   * @param card of the encoder
   * @throws DataException if it is damaged
   */
  public static Optional<Calibration> of(EncoderCard card) {
    try {
      return Optional.ofNullable(card.metadata().get(EncoderCard.CALIBRATION))
          .map(json -> JSON.fromJson(json, Calibration.class));
    } catch (RuntimeException e) { // Gson wraps what the constructor throws
      throw new DataException("the calibration on the encoder's card is damaged", e);
    }
  }

  /**
   * {@return a copy of a card with this calibration}
   *
   * @param card of the encoder that it is fitted to
   */
  public EncoderCard addTo(EncoderCard card) {
    return card.withMetadata(EncoderCard.CALIBRATION, JSON.toJson(this));
  }

  /**
   * {@return the probability that two samples are of one class, from 0 to 1}
   *
   * @param distance of their embeddings
   * @param prior the fraction of positive pairs among all pairs that are compared in use, between 0
   *     and 1, exclusive; {@link #baseRate} for that of the held-out pairs
   * @throws IllegalArgumentException if the distance is not finite or the prior out of its range
   */
  public double probability(double distance, double prior) {
    requireBetween0And1(prior, "prior");
    if (!Double.isFinite(distance)) {
      throw new IllegalArgumentException("the distance must be finite, not " + distance);
    }
    double logOdds = slope * distance + intercept;
    return 1 / (1 + Math.exp(-(logOdds - logit(baseRate) + logit(prior))));
  }

  private static double logit(double fraction) {
    return Math.log(fraction / (1 - fraction));
  }

  private static void requireBetween0And1(double fraction, String name) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "the %s must be above 0 and below 1, not %s".formatted(name, fraction));
    }
  }

  /**
   * {@return how well the probabilities of other pairs agree with the fractions observed, with the
   * fraction of positive pairs among them as the prior}
   *
   * @param test pairs that it is not fitted to
   * @throws IllegalStateException without a positive and a negative pair
   */
  public Reliability reliability(PairDistances test) {
    ThresholdSearch.requireBothKinds(test);
    int positives = test.positive().length;
    double prior = (double) positives / test.size();
    var probabilities = new double[(int) test.size()];
    var same = new boolean[probabilities.length];
    for (int i = 0; i < same.length; i++) {
      same[i] = i < positives;
      float distance = same[i] ? test.positive()[i] : test.negative()[i - positives];
      probabilities[i] = probability(distance, prior);
    }
    return Reliability.of(probabilities, same);
  }

  /**
   * {@return the distance that at most a fraction of new pairs exceeds: the ⌈(n + 1)(1 −
   * rate)⌉-smallest of n distances (split conformal prediction, Vovk, Gammerman and Shafer 2005;
   * Lei et al. 2018)}
   *
   * <p>If the n pairs and a new one are exchangeable, the probability that the new one is farther
   * is at most the rate, for every n and distribution of the distances. It is an average over draws
   * of all n + 1 pairs, not a bound for these n pairs or for one class. Pairs that share samples or
   * classes are not exchangeable with a pair of a new class, and the bound does not hold for them:
   * pass one pair of each class.
   *
   * @param distances of held-out pairs, of which no two share a sample or a class
   * @param rate above 0 and below 1
   * @throws IllegalArgumentException if the rate is out of its range, a distance is NaN, or there
   *     are fewer than 1 / rate − 1 pairs
   */
  public static double conformalThreshold(float[] distances, double rate) {
    requireBetween0And1(rate, "rate");
    var ascending = PairCollector.sorted(distances, "held-out");
    int n = ascending.length;
    int beyond = (int) Math.floor((n + 1) * rate + 1e-9); // 100 × 0.29 is less than 29
    if (beyond < 1) {
      long needed = (long) Math.ceil(1 / rate - 1e-9) - 1;
      var other = n > 0 ? ", or ask for " + Math.ceil(1e4 / (n + 1)) / 1e4 + " or more" : "";
      throw new IllegalArgumentException(
          "a rate of %s needs at least %,d pairs, no two of one class, there are %,d: hold out more classes%s"
              .formatted(rate, needed, n, other));
    }
    return ascending[n - beyond];
  }

  /**
   * The agreement of probabilities with outcomes.
   *
   * @param bins of equal width from 0 to 1, without those that are empty
   * @param brierScore the mean squared difference of probability and outcome (Brier 1950)
   * @param expectedCalibrationError the mean difference of probability and observed fraction over
   *     the bins, weighted by their pairs (Naeini, Cooper and Hauskrecht 2015)
   * @param baseRate the fraction of positive pairs
   */
  public record Reliability(
      List<Bin> bins, double brierScore, double expectedCalibrationError, double baseRate)
      implements Metrics {

    /**
     * The pairs whose probabilities are in one bin.
     *
     * @param predicted the mean of their probabilities
     * @param observed the fraction of positive pairs with Wilson's 95 % interval, which is too
     *     narrow if pairs share samples
     * @param pairs their number
     */
    public record Bin(double predicted, Interval observed, int pairs) {}

    /**
     * {@return the agreement in ten bins}
     *
     * @param probabilities from 0 to 1, one per pair
     * @param same whether each pair is positive
     * @throws IllegalArgumentException if the lengths differ, there is no pair, or a probability is
     *     out of its range
     */
    public static Reliability of(double[] probabilities, boolean[] same) {
      return ReliabilityBins.of(probabilities, same);
    }

    /**
     * {@code brier, brier_base_rate, ece}; the second is the Brier score of the base rate as the
     * probability of every pair.
     */
    @Override
    public Map<String, Double> metrics() {
      var metrics = new LinkedHashMap<>(Map.of("brier", brierScore));
      metrics.put("brier_base_rate", baseRate * (1 - baseRate));
      metrics.put("ece", expectedCalibrationError);
      return metrics;
    }

    @Override
    public String primaryMetric() {
      return "brier";
    }

    @Override
    public boolean isGreaterBetter() {
      return false;
    }

    /** {@code Brier score 0.0312 (base rate alone 0.0475), expected calibration error 0.0071}. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "Brier score %.4f (base rate alone %.4f), expected calibration error %.4f",
          brierScore,
          baseRate * (1 - baseRate),
          expectedCalibrationError);
    }
  }
}
