package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import java.util.List;

/**
 * Sequences of feature vectors, cut off where they are too long: {@code (N, T, features)}, with T
 * the longest of each batch, and the lengths {@code (N)}.
 *
 * @param features the numbers of each step
 * @param maxLength the most steps that the network gets to see
 */
public record VariableLengthInput(int features, int maxLength) implements Preprocessor {

  public VariableLengthInput {
    if (features < 1 || maxLength < 1) {
      throw new IllegalArgumentException(
          "sequences of %d features and up to %d steps: both must be at least 1"
              .formatted(features, maxLength));
    }
  }

  @Override
  public Sequences transform(Dataset raw) {
    return requireSequences(raw, features).truncated(maxLength);
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, maxLength, features), new Shape(n));
  }

  /** The samples, if they are sequences of that many features. */
  static Sequences requireSequences(Dataset raw, int features) {
    if (!(raw instanceof Sequences sequences)) {
      throw new IllegalArgumentException(
          "this encoder takes Sequences, not " + raw.getClass().getSimpleName());
    }
    if (sequences.features() != features) {
      throw new IllegalArgumentException(
          "this encoder takes sequences of %d features, not %d"
              .formatted(features, sequences.features()));
    }
    return sequences;
  }
}
