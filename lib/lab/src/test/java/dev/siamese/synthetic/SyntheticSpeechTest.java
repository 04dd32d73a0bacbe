package dev.siamese.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.tensor.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticSpeechTest {

  private static final SyntheticSpeech SPEECH = new SyntheticSpeech(3, 2, 2);

  @Test
  void everySpeakerHasTakesOfEveryWord() {
    var sounds = SPEECH.generate(new Seed(1));
    assertEquals(12, sounds.size());
    assertEquals(6, sounds.classes().size());
    assertEquals(3, sounds.byName().classes().size());
    assertEquals(2, sounds.byGroup().classes().size());
    for (int row = 0; row < sounds.size(); row++) {
      var wave = sounds.clip(row);
      float loudest = 0;
      for (float sample : wave.samples()) {
        loudest = Math.max(loudest, Math.abs(sample));
      }
      assertEquals(0.9f, loudest, 1e-4f);
      assertTrue(wave.seconds() > 0.15 && wave.seconds() < 0.8, wave.seconds() + " s");
    }
  }

  @Test
  void clipsDependOnTheSeedAndDiffer() {
    var sounds = SPEECH.generate(new Seed(1));
    assertArrayEquals(SPEECH.generate(new Seed(1)).clip(3).samples(), sounds.clip(3).samples());
    assertFalse(Arrays.equals(sounds.clip(2).samples(), sounds.clip(3).samples()));
  }

  @Test
  void everyNumberMustBePositive() {
    var error = assertThrows(IllegalArgumentException.class, () -> new SyntheticSpeech(3, 0, 2));
    assertTrue(error.getMessage().contains("speakers 0"), error.getMessage());
  }
}
