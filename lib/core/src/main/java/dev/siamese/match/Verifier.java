package dev.siamese.match;

import dev.siamese.data.Dataset;
import dev.siamese.metrics.Calibration;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether two samples are the same. Safe for use by several threads.
 *
 * @param encoder used but not closed
 * @param threshold the greatest distance of a match
 */
public record Verifier(Encoder encoder, double threshold) {

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
   * Which parts of two samples make them similar, by occlusion (Zeiler and Fergus 2014): a part is
   * replaced by a neutral value, and the distance is computed anew. Parts are
   *
   * <ul>
   *   <li>of an image, up to 12×12 patches, which become the mean of its border; an image of more
   *       than 512 pixels is shrunk first
   *   <li>of a text, words, which are left out; a text of one word has no parts
   *   <li>of a record or a row of a table, fields or columns, which become missing
   *   <li>of a sound or a series, 24 stretches of time, which become its mean
   * </ul>
   *
   * More than 128 words, fields or columns are joined to as many parts of neighbours.
   *
   * @param distance of the two samples
   * @param left the first sample
   * @param right the second sample
   */
  public record Explanation(double distance, Side left, Side right) {

    /**
     * A part of a sample.
     *
     * @param name the word, field or column, or the position
     * @param x the index of its first pixel, character, field, column, time step or audio sample
     * @param y the index of its first row of pixels; else 0
     * @param width the number of pixels, characters, fields, columns, time steps or audio samples
     * @param height the number of rows of pixels; else 1
     * @param contribution the distance without the part minus the distance with it: above 0, the
     *     part makes the samples similar; below 0, different
     */
    public record Part(String name, int x, int y, int width, int height, double contribution) {}

    /**
     * One of the two samples, while the other one stays complete.
     *
     * @param sample the only one of its data set, not preprocessed
     * @param parts in the order of the sample; rows of patches from top to bottom
     */
    public record Side(Dataset sample, List<Part> parts) {

      /** The five parts that contribute most: {@code name +0.120, town -0.034}. */
      @Override
      public String toString() {
        return Occlusion.summary(parts);
      }
    }

    /**
     * Explains the distance of two samples. Takes as long as embedding all copies with one part
     * missing.
     *
     * @param encoder used but not closed
     * @param left of a type that {@link dev.siamese.model.Preprocessor#sample} lists
     * @param right likewise
     * @return the contributions of the parts of both
     * @throws IllegalArgumentException if the encoder takes other samples, or an embedding contains
     *     NaN or infinity
     * @throws dev.siamese.data.DataException if a file cannot be read, or the encoder cannot use a
     *     sample without one of its parts, such as an image whose only ink is in one patch
     */
    public static Explanation of(Encoder encoder, Object left, Object right) {
      var input = encoder.card().input();
      return Occlusion.explain(encoder, input.sample(left), input.sample(right));
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
    return new Verifier(encoder, HeldOutThreshold.atFalseAcceptRate(encoder, heldOut, rate));
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
    return new Verifier(encoder, HeldOutThreshold.atFalseRejectRate(encoder, heldOut, rate, seed));
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
    var decisions = new ArrayList<Decision>();
    for (float distance : EmbeddedSamples.distances(encoder, left, right)) {
      decisions.add(new Decision(distance, threshold));
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
