package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import java.util.List;

/**
 * Signals of one length, as convolutions over time take them: {@code (N, channels, length)}, cut
 * off or filled up with zeros at the end, and how much of each is real {@code (N)}.
 *
 * @param channels the numbers of each instant
 * @param length the instants that the network gets to see
 */
public record PaddedSignalInput(int channels, int length) implements Preprocessor {

  public PaddedSignalInput {
    if (channels < 1 || length < 1) {
      throw new IllegalArgumentException(
          "signals of %d channels and length %d: both must be at least 1"
              .formatted(channels, length));
    }
  }

  @Override
  public Sequences transform(Dataset raw) {
    return VariableLengthInput.requireSequences(raw, channels).paddedTo(length).channelsFirst();
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, channels, length), new Shape(n));
  }
}
