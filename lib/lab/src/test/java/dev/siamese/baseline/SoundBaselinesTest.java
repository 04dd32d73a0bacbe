package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.data.AudioClips;
import dev.siamese.distance.Distances;
import dev.siamese.model.LogMelInput;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.synthetic.SyntheticSpeech;
import dev.siamese.tensor.Seed;
import org.junit.jupiter.api.Test;

/** The two baselines for audio clips. */
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
    var means = new MeanSpectrum(INPUT).extract(SOUNDS);
    assertEquals(24, means.length);
    assertEquals(sum / spectra.length(3), means[3][5], 1e-4);
  }

  @Test
  void bothRecogniseTheWordsOfOneSyntheticVoice() {
    EpisodeSet<AudioClips> episodes = new EpisodeSampler(4, 1, 1).sample(SOUNDS, 10, new Seed(2));
    var warped = new Dtw(0.2).evaluate(episodes, INPUT.logMelFrames(SOUNDS).resampledTo(32));
    assertEquals(40, warped.predictions().size());
    assertEquals(0, warped.error().value(), 0.1); // 75 % for random predictions
    var means = new MeanSpectrum(INPUT).evaluate(episodes, Distances.EUCLIDEAN);
    assertEquals(0, means.error().value(), 0.1);
  }
}
