package dev.siamese.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.siamese.data.Images;
import dev.siamese.engine.Seed;
import dev.siamese.invented.Glyphs;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClassBatchesTest {

  private static final Images DATA = new Glyphs(2, 6, 5, 16).draw(new Seed(1));

  @Test
  void everyBatchHasKSamplesOfEachOfPClasses() {
    var sampler = new ClassBatches(DATA, 4, 3, new Seed(2));
    for (int step = 0; step < 20; step++) {
      var rows = sampler.batch(step).rows();
      assertEquals(12, Arrays.stream(rows).distinct().count());
      var counts = new HashMap<Integer, Integer>();
      Arrays.stream(rows).forEach(row -> counts.merge(DATA.label(row), 1, Integer::sum));
      assertEquals(4, counts.size());
      counts.values().forEach(count -> assertEquals(3, count));
    }
  }

  @Test
  void anEpochShowsEveryClassOnce() {
    var sampler = new ClassBatches(DATA, 4, 3, new Seed(2));
    assertEquals(3, sampler.stepsPerEpoch());
    for (int epoch = 0; epoch < 3; epoch++) {
      var seen = new HashSet<Integer>();
      for (int step = 3 * epoch; step < 3 * epoch + 3; step++) {
        Arrays.stream(sampler.batch(step).rows()).map(DATA::label).forEach(seen::add);
      }
      assertEquals(12, seen.size());
    }
  }

  @Test
  void fewGroupsMakeABatch() {
    var data = new Glyphs(6, 8, 3, 16).draw(new Seed(1));
    var sampler = new ClassBatches(data, 8, 2, 2, false, new Seed(2));
    var seen = new HashSet<Integer>();
    for (int step = 0; step < sampler.stepsPerEpoch(); step++) {
      var rows = sampler.batch(step).rows();
      var groups =
          Arrays.stream(rows)
              .mapToObj(row -> data.classes().get(data.label(row)).group())
              .collect(Collectors.groupingBy(group -> group, Collectors.counting()));
      groups.values().forEach(count -> assertEquals(0, count % 8, "four classes of two samples"));
      Arrays.stream(rows).map(data::label).forEach(seen::add);
    }
    assertEquals(48, seen.size(), "every class once in an epoch");
    assertThrows(
        IllegalArgumentException.class, () -> new ClassBatches(data, 8, 2, 9, false, new Seed(2)));
  }

  @Test
  void theSameHandsDrawTheClassesOfAGroup() {
    int drawers = 7;
    var data = new Glyphs(4, 6, drawers, 16).draw(new Seed(1));
    var sampler = new ClassBatches(data, 12, 3, 2, true, new Seed(2));
    for (int step = 0; step < 6; step++) {
      var handsOfGroup = new HashMap<String, Set<Integer>>();
      for (int row : sampler.batch(step).rows()) {
        var group = data.classes().get(data.label(row)).group();
        handsOfGroup.computeIfAbsent(group, none -> new HashSet<>()).add(row % drawers);
      }
      handsOfGroup.values().forEach(hands -> assertEquals(3, hands.size()));
    }
  }

  @Test
  void aStepIsTheSameWhenAskedAgainAndOtherStepsDiffer() {
    var sampler = new ClassBatches(DATA, 4, 3, new Seed(2));
    var first = sampler.batch(5).rows();
    sampler.batch(6);
    assertArrayEquals(first, sampler.batch(5).rows());
    assertArrayEquals(first, new ClassBatches(DATA, 4, 3, new Seed(2)).batch(5).rows());
    assertEquals(false, Arrays.equals(first, sampler.batch(8).rows()));
  }

  @Test
  void aSmallClassIsNamedWithTheWayOut() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> new ClassBatches(DATA, 4, 6, new Seed(2)));
    assertEquals(
        "class 0 (alphabet01/glyph01) has 5 samples; K = 6 needs at least 6: lower K or drop the"
            + " class",
        error.getMessage());
  }

  @Test
  void tooManyClassesAreNamed() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> new ClassBatches(DATA, 13, 2, new Seed(2)));
    assertEquals(
        "P = 13 classes per batch, but the data has 12: P must be from 2 to that number",
        error.getMessage());
  }

  @Test
  void oneSampleMakesNoPositive() {
    assertThrows(IllegalArgumentException.class, () -> new ClassBatches(DATA, 4, 1, new Seed(2)));
  }
}
