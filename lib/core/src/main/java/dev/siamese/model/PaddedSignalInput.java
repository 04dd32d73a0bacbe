package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import java.util.List;

/**
 * Signals truncated or zero-padded at the end to one length, for 1-D convolutions: {@code (N,
 * channels, length)}, and the lengths before padding {@code (N)}.
 *
 * @param channels the number of values per time step
 * @param length the number of time steps
 */
record PaddedSignalInput(int channels, int length) implements SequenceInput {

  PaddedSignalInput {
    Checks.requirePositive("channels", channels);
    Checks.requirePositive("length", length);
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
