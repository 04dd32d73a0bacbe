package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import dev.siamese.data.AudioClips;
import dev.siamese.distance.Distances;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.LogMelInput;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.synthetic.SyntheticSpeech;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import org.junit.jupiter.api.Test;

/** The two ways to compare sounds without a network. */
class SoundBaselinesTest {

  private static final LogMelInput INPUT = new LogMelInput(8000, 256, 80, 16, 32);
  private static final AudioClips SOUNDS = new SyntheticSpeech(4, 1, 6).generate(new Seed(1));

  @Test
  void aMeanSpectrumIsTheMeanOverTime() {
    var spectra = INPUT.logMelFrames(SOUNDS);
    var steps = spectra.values(3);
    double sum = 0;
    for (int t = 0; t < spectra.length(3); t++) {
      sum += steps[t * 16 + 5];
    }
    try (var manager = Torch.manager(Device.cpu())) {
      var means = MeanSpectrum.extract(SOUNDS, INPUT, manager);
      assertEquals(24, means.getShape().get(0));
      assertEquals(sum / spectra.length(3), Tensors.toFloatArray(means)[3 * 16 + 5], 1e-4);
    }
  }

  @Test
  void wordsOfOneInventedVoiceAreToldByBoth() {
    EpisodeSet<AudioClips> trials = new EpisodeSampler(4, 1, 1).sample(SOUNDS, 10, new Seed(2));
    var warped = new Dtw(0.2).evaluate(trials, INPUT.logMelFrames(SOUNDS).resampledTo(32));
    assertEquals(40, warped.predictions().size());
    assertEquals(0, warped.error().value(), 0.1); // guessing errs in 75 %
    try (var manager = Torch.manager(Device.cpu())) {
      var means = MeanSpectrum.extract(SOUNDS, INPUT, manager);
      assertEquals(
          0, FewShotResult.evaluate(means, trials, Distances.EUCLIDEAN).error().value(), 0.1);
    }
  }
}
