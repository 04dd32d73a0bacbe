package dev.siamese.model;

import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that an encoder's file says beside its weights.
 *
 * @param input what is done to raw samples
 * @param architecture the plan of the network
 * @param distance how its embeddings are compared
 * @param threshold pairs below this distance are the same; null before calibration
 * @param trainingClasses the classes that it was trained on
 * @param metadata anything else worth keeping, such as the data, the seed and the errors
 */
public record EncoderCard(
    Preprocessor input,
    Architecture architecture,
    Distance distance,
    @JsonOptional Double threshold,
    List<String> trainingClasses,
    Map<String, String> metadata) {

  static EncoderCard of(Preprocessor input, Architecture architecture) {
    return new EncoderCard(
        input, architecture, Distances.EUCLIDEAN, null, List.of(), new LinkedHashMap<>());
  }

  /** The same card with another distance, as it is now, whose threshold is not known yet. */
  public EncoderCard withDistance(Distance distance) {
    return new EncoderCard(
        input, architecture, distance.snapshot(), null, trainingClasses, metadata);
  }

  /** The same card with a calibrated threshold. */
  public EncoderCard withThreshold(double threshold) {
    return new EncoderCard(input, architecture, distance, threshold, trainingClasses, metadata);
  }

  /** The same card with the names of the classes trained on. */
  public EncoderCard withTrainingClasses(List<String> labels) {
    return new EncoderCard(input, architecture, distance, threshold, List.copyOf(labels), metadata);
  }

  /** The same card with one note more. */
  public EncoderCard withMetadata(String name, String text) {
    var more = new LinkedHashMap<>(metadata);
    more.put(name, text);
    return new EncoderCard(input, architecture, distance, threshold, trainingClasses, more);
  }
}
