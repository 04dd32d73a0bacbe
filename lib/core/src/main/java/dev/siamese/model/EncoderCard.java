package dev.siamese.model;

import dev.siamese.data.Dataset;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything about an encoder except its weights; saved with it.
 *
 * @param input the preprocessing of raw samples
 * @param architecture the network's configuration
 * @param distance compares the embeddings
 * @param threshold two samples are of the same class if their distance is at most this; empty
 *     before calibration
 * @param trainingClasses the names of the classes that the encoder was trained on
 * @param metadata further text by name, such as the data set and the seed
 */
public record EncoderCard(
    Preprocessor input,
    Architecture architecture,
    Distance distance,
    @JsonOptional OptionalDouble threshold,
    List<String> trainingClasses,
    Map<String, String> metadata) {

  /** The name of the metadata entry with the calibration of probabilities. */
  public static final String CALIBRATION = "calibration";

  private static final String INPUTS = "inputs"; // of the metadata

  /**
   * Checks the values.
   *
   * @param input the preprocessing of raw samples
   * @param architecture the network's configuration
   * @param distance compares the embeddings
   * @param threshold two samples are of the same class if their distance is at most this; empty
   *     before calibration
   * @param trainingClasses the names of the classes that the encoder was trained on
   * @param metadata further text by name, such as the data set and the seed
   * @throws IllegalArgumentException if the threshold is not finite
   */
  public EncoderCard {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(distance, "distance");
    threshold = threshold == null ? OptionalDouble.empty() : threshold;
    if (threshold.isPresent() && !Double.isFinite(threshold.getAsDouble())) {
      throw new IllegalArgumentException(
          "threshold must be a finite number: " + threshold.getAsDouble());
    }
    trainingClasses = List.copyOf(trainingClasses);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  static EncoderCard of(Preprocessor input, Architecture architecture) {
    return new EncoderCard(
        input, architecture, Distances.EUCLIDEAN, OptionalDouble.empty(), List.of(), Map.of());
  }

  /**
   * {@return the calibrated threshold}
   *
   * @throws IllegalStateException if there is none
   */
  public double requireThreshold() {
    return threshold.orElseThrow(
        () ->
            new IllegalStateException(
                "the encoder has no threshold: choose one on pairs of classes that it was not trained on, and save it on the card of the encoder"));
  }

  /**
   * {@return a copy with a snapshot of another distance and without threshold and calibration,
   * which must be fitted again}
   *
   * @param distance that compares the embeddings
   */
  public EncoderCard withDistance(Distance distance) {
    var kept = new LinkedHashMap<>(metadata);
    kept.remove(CALIBRATION);
    return new EncoderCard(
        input, architecture, distance.snapshot(), OptionalDouble.empty(), trainingClasses, kept);
  }

  /**
   * {@return a copy with a calibrated threshold}
   *
   * @param threshold the largest distance of two samples of one class
   * @throws IllegalArgumentException if it is not finite
   */
  public EncoderCard withThreshold(double threshold) {
    return new EncoderCard(
        input, architecture, distance, OptionalDouble.of(threshold), trainingClasses, metadata);
  }

  /**
   * {@return a copy with the names of the training classes}
   *
   * @param names of the classes
   */
  public EncoderCard withTrainingClasses(List<String> names) {
    return new EncoderCard(input, architecture, distance, threshold, names, metadata);
  }

  /**
   * {@return a copy with one more metadata entry, replacing an entry of the same name}
   *
   * @param name of the entry, not blank
   * @param text its value
   * @throws IllegalArgumentException if the name is blank
   */
  public EncoderCard withMetadata(String name, String text) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of a metadata entry must not be blank");
    }
    var more = new LinkedHashMap<>(metadata);
    more.put(name, text);
    return new EncoderCard(input, architecture, distance, threshold, trainingClasses, more);
  }

  /**
   * {@return a copy with statistics of the training images, by which {@link #outliers} are found}
   * For samples other than images, and for fewer than 60 images or 10 classes, an equal card.
   *
   * @param train the training samples, before preprocessing
   */
  public EncoderCard withInputStatistics(Dataset train) {
    return InputStatistics.of(input, train)
        .map(statistics -> withMetadata(INPUTS, statistics.toJson()))
        .orElse(this);
  }

  /**
   * {@return whether each image is plainly unlike the training images, such as a photo to an
   * encoder of characters: its embedding has no meaning} Compares brightness, contrast and edges by
   * the Mahalanobis distance; all false for a card without statistics.
   *
   * @param raw the samples, before preprocessing
   * @throws dev.siamese.data.DataException if the statistics are damaged
   */
  public boolean[] outliers(Dataset raw) {
    return Optional.ofNullable(metadata.get(INPUTS))
        .map(InputStatistics::parse)
        .map(statistics -> statistics.outliers(input, raw))
        .orElseGet(() -> new boolean[raw.size()]);
  }
}
