package dev.siamese.encoder;

import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
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
 * @param labels the classes that it was trained on
 * @param notes anything else worth keeping, such as the data, the seed and the errors
 */
public record EncoderCard(
    Input input,
    Architecture architecture,
    Distance distance,
    Double threshold,
    List<String> labels,
    Map<String, String> notes) {

  static EncoderCard of(Input input, Architecture architecture) {
    return new EncoderCard(
        input, architecture, Distances.EUCLIDEAN, null, List.of(), new LinkedHashMap<>());
  }

  /** The same card with another distance, as it is now, whose threshold is not known yet. */
  public EncoderCard withDistance(Distance distance) {
    return new EncoderCard(input, architecture, distance.frozen(), null, labels, notes);
  }

  /** The same card with a calibrated threshold. */
  public EncoderCard withThreshold(double threshold) {
    return new EncoderCard(input, architecture, distance, threshold, labels, notes);
  }

  /** The same card with the names of the classes trained on. */
  public EncoderCard withLabels(List<String> labels) {
    return new EncoderCard(input, architecture, distance, threshold, List.copyOf(labels), notes);
  }

  /** The same card with one note more. */
  public EncoderCard withNote(String name, String text) {
    var more = new LinkedHashMap<>(notes);
    more.put(name, text);
    return new EncoderCard(input, architecture, distance, threshold, labels, more);
  }
}
