package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.AudioClips;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import java.util.List;

/**
 * The samples of sounds at one rate, truncated and padded: {@code (N, T, 1)}, where T is the
 * longest of the batch, and the lengths {@code (N)}. Series of one channel are sounds that have
 * this rate already.
 *
 * @param sampleRate samples per second, to which sounds are resampled
 * @param maxLength longer sounds are truncated at the end
 */
record WaveformInput(int sampleRate, int maxLength) implements SequenceInput {

  WaveformInput {
    Checks.requirePositive("sampleRate", sampleRate);
    Checks.requirePositive("maxLength", maxLength);
  }

  @Override
  public Sequences transform(Dataset raw) {
    var samples =
        raw instanceof Sequences
            ? raw
            : Checks.requireType(AudioClips.class, raw).resampled(sampleRate).samples();
    return new VariableLengthInput(1, maxLength).transform(samples);
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, maxLength, 1), new Shape(n));
  }
}
