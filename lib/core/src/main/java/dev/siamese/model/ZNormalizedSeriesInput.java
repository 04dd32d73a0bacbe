package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import java.util.List;

/**
 * Time series resampled to one length and z-normalised, so that every channel of every sample has
 * mean 0 and standard deviation 1: the shape of a curve counts, not its offset, scale or duration.
 * Output as that of {@link PaddedSignalInput}.
 *
 * @param channels the number of values per time step
 * @param length the number of time steps, at least 2
 */
record ZNormalizedSeriesInput(int channels, int length) implements SequenceInput {

  ZNormalizedSeriesInput {
    Checks.requirePositive("channels", channels);
    if (length < 2) {
      throw new IllegalArgumentException("length must be at least 2: " + length);
    }
  }

  /** With as many channels as the training series have. */
  @Override
  public ZNormalizedSeriesInput fit(Dataset train) {
    return train instanceof Sequences series
        ? new ZNormalizedSeriesInput(series.features(), length)
        : this;
  }

  @Override
  public Sequences transform(Dataset raw) {
    var series = VariableLengthInput.requireSequences(raw, channels);
    return series.resampledTo(length).standardized().channelsFirst();
  }

  @Override
  public List<Shape> shapes(int n) {
    return new PaddedSignalInput(channels, length).shapes(n);
  }
}
