package dev.siamese.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Images;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PkSamplerTest {

  private static final Images DATA = new SyntheticGlyphs(2, 6, 5, 16).generate(new Seed(1));

  @Test
  void everyBatchHasKSamplesOfEachOfPClasses() {
    var sampler = new PkSampler(DATA, 4, 3, new Seed(2));
    for (int step = 0; step < 20; step++) {
      var rows = sampler.batch(step).indices();
      assertEquals(12, Arrays.stream(rows).distinct().count());
      var counts = new HashMap<Integer, Integer>();
      Arrays.stream(rows).forEach(row -> counts.merge(DATA.label(row), 1, Integer::sum));
      assertEquals(4, counts.size());
      counts.values().forEach(count -> assertEquals(3, count));
    }
  }

  @Test
  void anEpochShowsEveryClassOnce() {
    var sampler = new PkSampler(DATA, 4, 3, new Seed(2));
    assertEquals(3, sampler.stepsPerEpoch());
    for (int epoch = 0; epoch < 3; epoch++) {
      var seen = new HashSet<Integer>();
      for (int step = 3 * epoch; step < 3 * epoch + 3; step++) {
        Arrays.stream(sampler.batch(step).indices()).map(DATA::label).forEach(seen::add);
      }
      assertEquals(12, seen.size());
    }
  }

  @Test
  void aBatchHasTheGivenNumberOfGroups() {
    var data = new SyntheticGlyphs(6, 8, 3, 16).generate(new Seed(1));
    var sampler = new PkSampler(data, 8, 2, new Seed(2)).withGroupsPerBatch(2);
    var seen = new HashSet<Integer>();
    for (int step = 0; step < sampler.stepsPerEpoch(); step++) {
      var rows = sampler.batch(step).indices();
      var groups =
          Arrays.stream(rows)
              .mapToObj(row -> data.classes().get(data.label(row)).group())
              .collect(Collectors.groupingBy(group -> group, Collectors.counting()));
      groups.values().forEach(count -> assertEquals(0, count % 8, "four classes of two samples"));
      Arrays.stream(rows).map(data::label).forEach(seen::add);
    }
    assertEquals(48, seen.size(), "every class once in an epoch");
    assertThrows(
        IllegalArgumentException.class,
        () -> new PkSampler(data, 8, 2, new Seed(2)).withGroupsPerBatch(9));
  }

  @Test
  void classesOfAGroupShareSampleIndices() {
    int drawers = 7;
    var data = new SyntheticGlyphs(4, 6, drawers, 16).generate(new Seed(1));
    var sampler =
        new PkSampler(data, 12, 3, new Seed(2)).withGroupsPerBatch(2).withSharedSampleIndices(true);
    for (int step = 0; step < 6; step++) {
      var drawersOfGroup = new HashMap<String, Set<Integer>>();
      for (int row : sampler.batch(step).indices()) {
        var group = data.classes().get(data.label(row)).group();
        drawersOfGroup.computeIfAbsent(group, none -> new HashSet<>()).add(row % drawers);
      }
      drawersOfGroup.values().forEach(used -> assertEquals(3, used.size()));
    }
  }

  @Test
  void aBatchDependsOnItsStepOnly() {
    var sampler = new PkSampler(DATA, 4, 3, new Seed(2));
    var first = sampler.batch(5).indices();
    sampler.batch(6);
    assertArrayEquals(first, sampler.batch(5).indices());
    assertArrayEquals(first, new PkSampler(DATA, 4, 3, new Seed(2)).batch(5).indices());
    assertEquals(false, Arrays.equals(first, sampler.batch(8).indices()));
  }

  @Test
  void aClassWithTooFewSamplesIsNamed() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> new PkSampler(DATA, 4, 6, new Seed(2)));
    assertTrue(error.getMessage().contains("class 0 (alphabet01/glyph01)"), error.getMessage());
  }

  @Test
  void tooManyClassesAreRefused() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> new PkSampler(DATA, 13, 2, new Seed(2)));
    assertTrue(error.getMessage().contains("classesPerBatch"), error.getMessage());
  }

  @Test
  void oneSamplePerClassIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PkSampler(DATA, 4, 1, new Seed(2)));
  }
}
