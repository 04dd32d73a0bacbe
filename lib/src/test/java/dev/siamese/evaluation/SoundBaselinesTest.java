package dev.siamese.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import dev.siamese.data.Sounds;
import dev.siamese.data.Trials;
import dev.siamese.distance.Distances;
import dev.siamese.encoder.LogMelInput;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.engine.Transfer;
import dev.siamese.invented.Voices;
import dev.siamese.sampling.Episodes;
import org.junit.jupiter.api.Test;

/** The two ways to compare sounds without a network. */
class SoundBaselinesTest {

  private static final LogMelInput INPUT = new LogMelInput(8000, 256, 80, 16, 32);
  private static final Sounds SOUNDS = new Voices(4, 1, 6).speak(new Seed(1));

  @Test
  void aMeanSpectrumIsTheMeanOverTime() {
    var spectra = INPUT.spectra(SOUNDS);
    var steps = spectra.values(3);
    double sum = 0;
    for (int t = 0; t < spectra.length(3); t++) {
      sum += steps[t * 16 + 5];
    }
    try (var manager = Torch.manager(Device.cpu())) {
      var means = MeanSpectrum.embed(SOUNDS, INPUT, manager);
      assertEquals(24, means.getShape().get(0));
      assertEquals(sum / spectra.length(3), Transfer.floats(means)[3 * 16 + 5], 1e-4);
    }
  }

  @Test
  void wordsOfOneInventedVoiceAreToldByBoth() {
    Trials<Sounds> trials = new Episodes(4, 1, 1).anywhere(SOUNDS, 10, new Seed(2));
    var warped = new Dtw(0.2).ask(trials, INPUT.spectra(SOUNDS).stretched(32));
    assertEquals(40, warped.answers().size());
    assertEquals(0, warped.error().value(), 0.1); // guessing errs in 75 %
    try (var manager = Torch.manager(Device.cpu())) {
      var means = MeanSpectrum.embed(SOUNDS, INPUT, manager);
      assertEquals(0, OneShot.ask(means, trials, Distances.EUCLIDEAN).error().value(), 0.1);
    }
  }
}
