package dev.siamese.match;

import dev.siamese.data.Dataset;
import dev.siamese.metrics.Calibration;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether two samples are the same. Safe for use by several threads.
 *
 * @param encoder used but not closed
 * @param threshold the greatest distance of a match
 */
public record Verifier(Encoder encoder, double threshold) {

  private static final double PAIRS_FOR_RATE = 3; // divided by the rate

  /**
   * Whether two samples are the same according to an encoder.
   *
   * @param distance of their embeddings
   * @param threshold the greatest distance of a match
   */
  public record Decision(double distance, double threshold) {

    /** {@return whether the distance is at or below the threshold} */
    public boolean isMatch() {
      return distance <= threshold;
    }

    /** {@code same: distance 0.213, threshold 0.402}. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s: distance %.3f, threshold %.3f",
          isMatch() ? "same" : "different",
          distance,
          threshold);
    }
  }

  /**
   * Checks the threshold.
   *
   * @param encoder used but not closed
   * @param threshold not NaN
   */
  public Verifier {
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("the threshold must be a number, not NaN");
    }
  }

  /**
   * Uses the threshold on the encoder's card.
   *
   * @param encoder used but not closed
   * @throws IllegalStateException if the card has no threshold
   */
  public Verifier(Encoder encoder) {
    this(encoder, encoder.card().requireThreshold());
  }

  /**
   * {@return a verifier whose threshold accepts at most a given fraction of the pairs of different
   * classes among held-out samples, and as many of the others as possible}
   *
   * <p>A rate can be supported only by enough pairs: if none of n is accepted, the rate is below 3
   * / n with 95 % confidence (Hanley and Lippman-Hand 1983).
   *
   * @param encoder used but not closed
   * @param heldOut labelled samples, not preprocessed, of classes that were not used for training
   * @param rate the false accept rate, above 0 and below 1
   * @throws IllegalArgumentException if the rate is out of its range, or there are fewer than 3 /
   *     rate pairs of different classes
   */
  public static Verifier atFalseAcceptRate(Encoder encoder, Dataset heldOut, double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException("the rate must be above 0 and below 1, not " + rate);
    }
    try (var manager = Torch.manager(encoder.device())) {
      var embeddings = encoder.embed(heldOut, manager);
      var pairs = VerificationPairs.all(embeddings, heldOut.labels(), encoder.card().distance());
      long required = (long) Math.ceil(PAIRS_FOR_RATE / rate);
      int negatives = pairs.negative().length;
      if (negatives < required) {
        double possible = Math.ceil(1e4 * PAIRS_FOR_RATE / Math.max(1, negatives)) / 1e4;
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a false accept rate of %s needs %,d pairs of different classes, there are %,d: hold"
                    + " out more samples%s",
                rate,
                required,
                negatives,
                possible < 1 ? ", or ask for " + possible + " or more" : ""));
      }
      return new Verifier(encoder, pairs.thresholdAtFar(rate).value());
    }
  }

  /**
   * {@return a verifier that rejects a pair of a new class with at most a given probability, by
   * split conformal prediction}
   *
   * <p>One pair of each held-out class is drawn at random, for pairs that share a class or a sample
   * are not exchangeable; see {@link Calibration#conformalThreshold} for what is guaranteed. It
   * holds for classes drawn as the held-out ones are, and a random pair of each. It says nothing
   * about pairs of different classes: look at their {@linkplain
   * dev.siamese.metrics.PairDistances#metricsAt false accept rate}.
   *
   * @param encoder used but not closed
   * @param heldOut labelled samples, not preprocessed, of classes that were not used for training;
   *     classes with a single sample are left out
   * @param rate the false reject rate, above 0 and below 1
   * @param seed of the draw
   * @throws IllegalArgumentException if the rate is out of its range, or there are fewer than 1 /
   *     rate − 1 classes with two samples
   */
  public static Verifier atFalseRejectRate(
      Encoder encoder, Dataset heldOut, double rate, Seed seed) {
    var first = new HashMap<Integer, Integer>(); // the row by class
    var left = new ArrayList<Integer>();
    var right = new ArrayList<Integer>();
    var drawn = new HashSet<Integer>();
    for (int row : seed.derive("pair of each class").permutation(heldOut.size())) {
      var other = first.putIfAbsent(heldOut.label(row), row);
      if (other != null && drawn.add(heldOut.label(row))) {
        left.add(other);
        right.add(row);
      }
    }
    var pairs =
        new Verifier(encoder, Double.POSITIVE_INFINITY)
            .verify(select(heldOut, left), select(heldOut, right));
    var distances = new float[pairs.size()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = (float) pairs.get(i).distance();
    }
    return new Verifier(encoder, Calibration.conformalThreshold(distances, rate));
  }

  private static Dataset select(Dataset data, List<Integer> rows) {
    return data.select(rows.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * {@return the probability that two samples are the same, by the {@linkplain Calibration
   * calibration} that is saved with the encoder}
   *
   * @param distance of their embeddings, such as that of a decision
   * @param prior the fraction of pairs that are the same among those that are compared in use,
   *     above 0 and below 1
   * @throws IllegalStateException if the encoder has no calibration
   * @throws IllegalArgumentException if the prior is out of its range
   */
  public double probability(double distance, double prior) {
    return Calibration.of(encoder.card())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the encoder has no calibration: fit one to pairs of classes that it was not trained on, and save it on the card of the encoder"))
        .probability(distance, prior);
  }

  /**
   * Compares samples pair by pair.
   *
   * @param left N samples, not preprocessed
   * @param right N samples, each compared with the sample at its index on the left
   * @return N decisions
   * @throws IllegalArgumentException if the sizes differ or an embedding contains NaN or infinity
   */
  public List<Decision> verify(Dataset left, Dataset right) {
    if (left.size() != right.size()) {
      throw new IllegalArgumentException(
          "%d samples on the left but %d on the right: the numbers must be equal"
              .formatted(left.size(), right.size()));
    }
    var decisions = new ArrayList<Decision>();
    if (left.size() == 0) {
      return decisions;
    }
    try (var manager = Torch.manager(encoder.device())) {
      var a = encoder.embed(left, manager);
      var b = encoder.embed(right, manager);
      NonFinite.requireFinite(a);
      NonFinite.requireFinite(b);
      for (float distance : Tensors.toFloatArray(encoder.card().distance().paired(a, b))) {
        decisions.add(new Decision(distance, threshold));
      }
    }
    return decisions;
  }

  /**
   * Compares two samples.
   *
   * @param left of a type that {@link dev.siamese.model.Preprocessor#sample} lists, but {@code
   *     float[]} is an embedding
   * @param right likewise
   * @return the decision
   * @throws dev.siamese.data.DataException if a file cannot be read
   * @throws IllegalArgumentException if the encoder takes other samples, or as below
   */
  public Decision verify(Object left, Object right) {
    return verify(EmbeddedSamples.embed(encoder, left), EmbeddedSamples.embed(encoder, right));
  }

  /**
   * Compares two embeddings.
   *
   * @param left D finite numbers
   * @param right D finite numbers
   * @return the decision
   * @throws IllegalArgumentException if the lengths differ or a number is NaN or infinity
   */
  public Decision verify(float[] left, float[] right) {
    if (left.length != right.length) {
      throw new IllegalArgumentException(
          "embeddings of %d and %d numbers: the lengths must be equal"
              .formatted(left.length, right.length));
    }
    try (var manager = Torch.manager(encoder.device())) {
      var a = manager.create(new float[][] {left});
      var b = manager.create(new float[][] {right});
      NonFinite.requireFinite(a);
      NonFinite.requireFinite(b);
      var distance = encoder.card().distance().paired(a, b);
      return new Decision(Tensors.toFloatArray(distance)[0], threshold);
    }
  }
}
