package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AudioClipsTest {

  private static final List<ClassInfo> CLASSES =
      List.of(new ClassInfo("no", "ann"), new ClassInfo("yes", "ann"), new ClassInfo("no", "bob"));

  private static AudioClips sounds() {
    var waves = List.of(wave(8000, 80), wave(8000, 160), wave(16000, 80));
    return AudioClips.of(waves, new Targets(new int[] {1, 0, 2}, CLASSES));
  }

  private static AudioClip wave(int rate, int samples) {
    return new AudioClip(rate, new float[samples]);
  }

  @Test
  void allAreOfTheRateOfTheFirst() {
    assertEquals(8000, sounds().sampleRate());
    assertEquals(40, sounds().clip(2).samples().length);
  }

  @Test
  void theyAreLabelledByNameOrByGroup() {
    assertArrayEquals(new int[] {1, 0, 0}, sounds().byName().labels());
    assertEquals(
        List.of(new ClassInfo("no", ""), new ClassInfo("yes", "")), sounds().byName().classes());
    assertArrayEquals(new int[] {0, 0, 1}, sounds().byGroup().labels());
    assertEquals(
        List.of(new ClassInfo("ann", ""), new ClassInfo("bob", "")), sounds().byGroup().classes());
  }

  @Test
  void aGroupIsHeldOutWithAllItsClasses() {
    var bob = sounds().filterGroups(List.of("bob"));
    assertEquals(List.of(CLASSES.get(2)), bob.classes());
    assertArrayEquals(new int[] {0}, bob.labels());
  }

  @Test
  void everySpeedMakesOtherGroupsOfTheSameNames() {
    var more = sounds().withSpeedPerturbation(0.8, 1.25);
    assertEquals(9, more.size());
    assertEquals(9, more.classes().size());
    assertEquals(new ClassInfo("no", "bob@0.8"), more.classes().get(5));
    assertEquals(100, more.clip(3).samples().length);
    assertEquals(64, more.clip(6).samples().length);
    assertEquals(2, more.byName().classes().size());
    assertEquals(6, more.byGroup().classes().size());
  }

  @Test
  void severalChannelsAreRefused() {
    var stereo = new Sequences(2, new float[][] {{1, 2}}, new Targets(new int[] {0}, CLASSES));
    assertThrows(IllegalArgumentException.class, () -> new AudioClips(8000, stereo));
  }
}
