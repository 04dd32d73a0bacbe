package dev.siamese.model;

import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import java.util.List;

/** Sequences of one length, or padded to the longest, with the lengths before padding (N). */
public sealed interface SequenceInput extends Preprocessor
    permits VariableLengthInput,
        PaddedSignalInput,
        ZNormalizedSeriesInput,
        MiniRocketInput,
        WaveformInput {

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

  /**
   * {@return time series as features of random convolutions, those of MiniRocket (Dempster, Schmidt
   * and Webb 2021), standardised by the training series: {@code (N, features, 1)}} The network on
   * top may be linear: {@code Architecture.identity().projected(64)}.
   *
   * @param maxLength longer series are resampled to this number of time steps
   * @param features their approximate number, at least 84
   */
  static SequenceInput miniRocket(int maxLength, int features) {
    return new MiniRocketInput(1, maxLength, features, 0, List.of());
  }

  /**
   * {@return the samples of sounds, truncated and padded, for a {@linkplain #withBackbone network
   * from a file} that computes its own spectrograms, as published speaker models do: {@code (N, T,
   * 1)}, where T is the longest of the batch}
   *
   * @param sampleRate samples per second, to which sounds are resampled
   * @param maxLength longer sounds are truncated at the end
   */
  static SequenceInput waveform(int sampleRate, int maxLength) {
    return new WaveformInput(sampleRate, maxLength);
  }

  @Override
  Sequences transform(Dataset raw);
}
