package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import java.util.List;

/**
 * Series as {@link PaddedSignalInput} takes them, but stretched to one length, and each channel of
 * each brought to mean 0 and standard deviation 1: their form counts, not their height, unit or
 * length.
 *
 * @param channels the numbers of each instant
 * @param length the instants that the network gets to see
 */
public record ZNormalizedSeriesInput(int channels, int length) implements Preprocessor {

  public ZNormalizedSeriesInput {
    if (channels < 1 || length < 2) {
      throw new IllegalArgumentException(
          "series of %d channels and length %d: at least 1 and 2".formatted(channels, length));
    }
  }

  @Override
  public Sequences transform(Dataset raw) {
    var form =
        VariableLengthInput.requireSequences(raw, channels).resampledTo(length).standardized();
    return form.channelsFirst();
  }

  @Override
  public List<Shape> shapes(int n) {
    return new PaddedSignalInput(channels, length).shapes(n);
  }
}
