package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Records;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordCorruptionTest {

  private static final Records PEOPLE = new SyntheticPeople(300).generate(new Seed(1));

  private static List<String> row(Records records, int row) {
    return IntStream.range(0, records.fields().size())
        .mapToObj(field -> records.value(row, field))
        .toList();
  }

  @Test
  void copiesFollowTheirOriginalsInTheirClasses() {
    var copied = new RecordCorruption().augment(PEOPLE, 2, new Seed(2));
    assertEquals(900, copied.size());
    assertEquals(300, copied.classes().size());
    for (int row = 0; row < 300; row++) {
      assertEquals(row(PEOPLE, row), row(copied, row));
      assertEquals(copied.label(row), copied.label(300 + row));
      assertEquals(copied.label(row), copied.label(600 + row));
      assertNotEquals(row(copied, 300 + row), row(copied, 600 + row));
    }
    assertEquals("people-0 copy 2", copied.key(600));
  }

  @Test
  void oneMistakeChangesOneFieldOrTwoThatChangePlaces() {
    var copied = new RecordCorruption(1, 1).augment(PEOPLE, 1, new Seed(3));
    int swapped = 0;
    int missing = 0;
    for (int row = 0; row < 300; row++) {
      var before = row(copied, row);
      var after = row(copied, 300 + row);
      int at = row;
      var changed =
          IntStream.range(0, before.size())
              .filter(field -> !before.get(field).equals(after.get(field)))
              .toArray();
      assertTrue(changed.length == 1 || changed.length == 2, () -> at + ": " + before + after);
      if (changed.length == 2) {
        swapped++;
        assertEquals(before.get(changed[0]), after.get(changed[1]));
        assertEquals(before.get(changed[1]), after.get(changed[0]));
      } else if (after.get(changed[0]).isEmpty()) {
        missing++;
      }
    }
    // shares of 1 and 2 in 21
    assertTrue(swapped > 3 && swapped < 40, "swapped: " + swapped);
    assertTrue(missing > 8 && missing < 70, "missing: " + missing);
  }

  @Test
  void noMistakeChangesNothing() {
    var copied = new RecordCorruption(0, 0).augment(PEOPLE, 1, new Seed(3));
    for (int row = 0; row < 300; row++) {
      assertEquals(row(copied, row), row(copied, 300 + row));
    }
  }

  @Test
  void equalSeedsGiveEqualCopies() {
    var errors = new RecordCorruption();
    var one = errors.augment(PEOPLE, 1, new Seed(5));
    var two = errors.augment(PEOPLE, 1, new Seed(5));
    var three = errors.augment(PEOPLE, 1, new Seed(6));
    var all = IntStream.range(0, one.size()).toArray();
    assertArrayEquals(
        IntStream.of(all).mapToObj(row -> row(one, row)).toArray(),
        IntStream.of(all).mapToObj(row -> row(two, row)).toArray());
    assertNotEquals(row(one, 300), row(three, 300));
  }

  @Test
  void rewritingPutsOnePieceForAnother() {
    var random = new Random(1);
    assertEquals("fil", new Confusions(List.of(List.of("ph", "f"))).apply("phil", random));
    assertEquals("phil", new Confusions(List.of(List.of("ph", "f"))).apply("fil", random));
    assertEquals("anna", new Confusions(List.of(List.of("ph", "f"))).apply("anna", random));
  }

  @Test
  void senselessNumbersAreRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new RecordCorruption(3, 2));
    assertTrue(error.getMessage().contains("minErrors = 3, maxErrors = 2"), error.getMessage());
  }
}
