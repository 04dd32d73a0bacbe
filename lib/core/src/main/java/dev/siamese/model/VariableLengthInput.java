package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import dev.siamese.tensor.internal.Counts;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences of feature vectors, truncated and padded: {@code (N, T, features)}, where T is the
 * longest of the batch, and the lengths {@code (N)}.
 *
 * @param features the number of values per time step
 * @param maxLength longer sequences are truncated at the end
 */
record VariableLengthInput(int features, int maxLength) implements SequenceInput {

  VariableLengthInput {
    Checks.requirePositive("features", features);
    Checks.requirePositive("maxLength", maxLength);
  }

  @Override
  public Sequences transform(Dataset raw) {
    var sequences = requireSequences(raw, features);
    long longer =
        IntStream.range(0, sequences.size())
            .filter(row -> sequences.length(row) > maxLength)
            .count();
    Checks.warnOfTruncated(longer, "sequence", Counts.of(maxLength, "step"));
    return sequences.truncated(maxLength);
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, maxLength, features), new Shape(n));
  }

  /** Sequences with the given number of values per time step. */
  static Sequences requireSequences(Dataset raw, int features) {
    var sequences = Checks.requireType(Sequences.class, raw);
    if (sequences.features() != features) {
      throw new IllegalArgumentException(
          "this encoder takes sequences of %d features, not %d"
              .formatted(features, sequences.features()));
    }
    return sequences;
  }
}
