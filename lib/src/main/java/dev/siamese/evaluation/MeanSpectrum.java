package dev.siamese.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Sounds;
import dev.siamese.encoder.LogMelInput;
import dev.siamese.engine.Transfer;

/** The baseline for sounds without a network: the mean of the log-mel spectrum over time. */
public final class MeanSpectrum {

  private MeanSpectrum() {}

  /**
   * The mean spectra in place of embeddings.
   *
   * @param input says which bands
   * @return (N, bands), in the order of the sounds
   */
  public static NDArray embed(Sounds sounds, LogMelInput input, NDManager owner) {
    int bands = input.bands();
    var spectra = input.spectra(sounds);
    var means = new float[sounds.size() * bands];
    for (int row = 0; row < sounds.size(); row++) {
      var steps = spectra.values(row);
      for (int i = 0; i < steps.length; i++) {
        means[row * bands + i % bands] += steps[i] / spectra.length(row);
      }
    }
    return Transfer.to(owner, means, new Shape(sounds.size(), bands));
  }
}
