package dev.siamese.model;

import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;

/** Sequences of one length, or padded to the longest, with the lengths before padding (N). */
public sealed interface SequenceInput extends Preprocessor
    permits VariableLengthInput, PaddedSignalInput, ZNormalizedSeriesInput {

  /**
   * {@return sequences of feature vectors, truncated and padded, for recurrent networks and
   * transformers: {@code (N, T, features)}, where T is the longest of the batch}
   *
   * @param features the number of values per time step
   * @param maxLength longer sequences are truncated at the end
   */
  static SequenceInput variableLength(int features, int maxLength) {
    return new VariableLengthInput(features, maxLength);
  }

  /**
   * {@return signals truncated or zero-padded at the end to one length, for 1-D convolutions:
   * {@code (N, channels, length)}}
   *
   * @param channels the number of values per time step
   * @param length the number of time steps
   */
  static SequenceInput padded(int channels, int length) {
    return new PaddedSignalInput(channels, length);
  }

  /**
   * {@return time series resampled to one length and z-normalised, so that every channel of every
   * sample has mean 0 and standard deviation 1: {@code (N, channels, length)}} The shape of a curve
   * counts, not its offset, scale or duration.
   *
   * @param channels the number of values per time step
   * @param length the number of time steps, at least 2
   */
  static SequenceInput zNormalized(int channels, int length) {
    return new ZNormalizedSeriesInput(channels, length);
  }

  @Override
  Sequences transform(Dataset raw);
}
