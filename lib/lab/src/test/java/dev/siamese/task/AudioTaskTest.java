package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.synthetic.SyntheticSpeech;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AudioTaskTest {

  private static final AudioClips ALL = new SyntheticSpeech(3, 6, 4).generate(new Seed(1));

  /** What can be looked up again: the first tenth of a second of each. */
  private static Set<String> waves(AudioClips sounds) {
    return IntStream.range(0, sounds.size())
        .mapToObj(row -> Arrays.toString(Arrays.copyOf(sounds.clip(row).samples(), 800)))
        .collect(Collectors.toSet());
  }

  @Test
  void noSpeakerIsInTwoParts() {
    var task = AudioTask.words("words", ALL, 2, new Seed(3));
    var train = waves(task.train());
    var validation = waves(task.validation().orElseThrow().data());
    var test = waves(task.test().data());
    assertEquals(2 * 3 * 4, validation.size());
    assertEquals(2 * 3 * 4, test.size());
    assertEquals(3 * 2 * 3 * 4, train.size()); // at three speeds
    for (var wave : test) {
      assertFalse(train.contains(wave) || validation.contains(wave));
    }
    for (var wave : validation) {
      assertFalse(train.contains(wave));
    }
  }

  @Test
  void wordsAreKnownFromOneSpeakerAndAskedOfAnother() {
    var test = AudioTask.words("words", ALL, 0, new Seed(3)).test();
    var last = waves(ALL.filterGroups(List.of("voice05")));
    assertEquals(3, test.data().classes().size());
    for (var episode : test.episodes()) {
      assertEquals(3, episode.support().length);
      var known = waves(test.data().select(episode.support()));
      var asked = waves(test.data().select(episode.query()));
      boolean knownFromFifth = last.containsAll(known);
      assertEquals(!knownFromFifth, last.containsAll(asked));
      assertArrayEquals(
          Arrays.stream(episode.support()).map(test.data()::label).toArray(),
          Arrays.stream(episode.query()).map(test.data()::label).toArray());
    }
  }

  @Test
  void speakersAreTheClassesAndEverySpeedIsAnotherOne() {
    var task = AudioTask.speakers("speakers", ALL, 0, new Seed(3));
    assertTrue(task.validation().isEmpty());
    assertEquals(3 * 4, task.train().classes().size());
    assertEquals(
        List.of(new ClassInfo("voice05", ""), new ClassInfo("voice06", "")),
        task.test().data().classes());
  }

  @Test
  void unknownTasksAndTooManyHeldOutAreNamed() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> AudioTask.named("songs", DataDirectory.fromEnvironment(), 0, new Seed(1)));
    assertTrue(error.getMessage().contains("\"songs\""), error.getMessage());
    error =
        assertThrows(
            IllegalArgumentException.class, () -> AudioTask.words("words", ALL, 4, new Seed(1)));
    assertTrue(error.getMessage().startsWith("heldOut is 4"), error.getMessage());
  }
}
