package dev.siamese.encoder;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import java.util.List;

/**
 * Series as {@link SignalInput} takes them, but stretched to one length, and each channel of each
 * brought to mean 0 and standard deviation 1: their form counts, not their height, unit or length.
 *
 * @param channels the numbers of each instant
 * @param length the instants that the network gets to see
 */
public record SeriesInput(int channels, int length) implements Input {

  public SeriesInput {
    if (channels < 1 || length < 2) {
      throw new IllegalArgumentException(
          "series of %d channels and length %d: at least 1 and 2".formatted(channels, length));
    }
  }

  @Override
  public Sequences prepare(Dataset raw) {
    var form = SequenceInput.sequences(raw, channels).stretched(length).standardized();
    return form.channelsFirst();
  }

  @Override
  public List<Shape> shapes(int n) {
    return new SignalInput(channels, length).shapes(n);
  }
}
