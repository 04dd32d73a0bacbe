package dev.siamese.baseline;

import dev.siamese.data.AudioClips;
import dev.siamese.model.LogMelInput;

/**
 * The mean of the log-mel spectrum over time as features of audio clips: (N, bands).
 *
 * @param input the preprocessing that computes the spectra
 */
public record MeanSpectrum(LogMelInput input) implements FeatureExtractor<AudioClips> {

  @Override
  public float[][] extract(AudioClips clips) {
    int bands = input.nMels();
    var spectra = input.logMelFrames(clips);
    var means = new float[clips.size()][bands];
    for (int row = 0; row < clips.size(); row++) {
      var frames = spectra.values(row);
      for (int i = 0; i < frames.length; i++) {
        means[row][i % bands] += frames[i] / spectra.length(row);
      }
    }
    return means;
  }
}
