package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoundsTest {

  private static final List<ClassLabel> CLASSES =
      List.of(
          new ClassLabel("no", "ann"), new ClassLabel("yes", "ann"), new ClassLabel("no", "bob"));

  private static Sounds sounds() {
    var waves = List.of(wave(8000, 80), wave(8000, 160), wave(16000, 80));
    return Sounds.of(waves, new int[] {1, 0, 2}, CLASSES);
  }

  private static Wave wave(int rate, int samples) {
    return new Wave(rate, new float[samples]);
  }

  @Test
  void allAreOfTheRateOfTheFirst() {
    assertEquals(8000, sounds().rate());
    assertEquals(40, sounds().wave(2).samples().length);
  }

  @Test
  void theyAreLabelledByNameOrByGroup() {
    assertArrayEquals(new int[] {1, 0, 0}, sounds().byName().labels());
    assertEquals(
        List.of(new ClassLabel("no", ""), new ClassLabel("yes", "")), sounds().byName().classes());
    assertArrayEquals(new int[] {0, 0, 1}, sounds().byGroup().labels());
    assertEquals(
        List.of(new ClassLabel("ann", ""), new ClassLabel("bob", "")),
        sounds().byGroup().classes());
  }

  @Test
  void aGroupIsHeldOutWithAllItsClasses() {
    var bob = sounds().ofGroups(List.of("bob"));
    assertEquals(List.of(CLASSES.get(2)), bob.classes());
    assertArrayEquals(new int[] {0}, bob.labels());
  }

  @Test
  void everySpeedMakesOtherGroupsOfTheSameNames() {
    var more = sounds().withSpeeds(0.8, 1.25);
    assertEquals(9, more.size());
    assertEquals(9, more.classes().size());
    assertEquals(new ClassLabel("no", "bob@0.8"), more.classes().get(5));
    assertEquals(100, more.wave(3).samples().length);
    assertEquals(64, more.wave(6).samples().length);
    assertEquals(2, more.byName().classes().size());
    assertEquals(6, more.byGroup().classes().size());
  }

  @Test
  void severalChannelsAreRefused() {
    var stereo = new Sequences(2, new float[][] {{1, 2}}, new int[] {0}, CLASSES);
    var error = assertThrows(IllegalArgumentException.class, () -> new Sounds(8000, stereo));
    assertEquals("a sound has one channel, not 2: mix them down before", error.getMessage());
  }
}
