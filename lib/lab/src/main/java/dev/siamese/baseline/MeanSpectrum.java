package dev.siamese.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.AudioClips;
import dev.siamese.model.LogMelInput;
import dev.siamese.tensor.internal.Tensors;

/** The baseline for sounds without a network: the mean of the log-mel spectrum over time. */
public final class MeanSpectrum {

  private MeanSpectrum() {}

  /**
   * The mean spectra in place of embeddings.
   *
   * @param input says which bands
   * @return (N, bands), in the order of the sounds
   */
  public static NDArray extract(AudioClips sounds, LogMelInput input, NDManager owner) {
    int bands = input.nMels();
    var spectra = input.logMelFrames(sounds);
    var means = new float[sounds.size() * bands];
    for (int row = 0; row < sounds.size(); row++) {
      var steps = spectra.values(row);
      for (int i = 0; i < steps.length; i++) {
        means[row * bands + i % bands] += steps[i] / spectra.length(row);
      }
    }
    return Tensors.create(owner, means, new Shape(sounds.size(), bands));
  }
}
