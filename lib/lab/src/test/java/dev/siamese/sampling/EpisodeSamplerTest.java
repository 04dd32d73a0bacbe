package dev.siamese.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.siamese.data.Images;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EpisodeSamplerTest {

  private static final Images DATA = new SyntheticGlyphs(3, 6, 5, 16).generate(new Seed(1));

  private static String group(int row) {
    return DATA.classes().get(DATA.label(row)).group();
  }

  @Test
  void supportAndQueryShareClassesButNoSample() {
    for (var episode : new EpisodeSampler(4, 2, 3).sample(DATA, 20, new Seed(2)).episodes()) {
      assertEquals(8, episode.support().length);
      assertEquals(12, episode.query().length);
      var all = IntStream.concat(Arrays.stream(episode.support()), Arrays.stream(episode.query()));
      assertEquals(20, all.distinct().count());
      assertArrayEquals(
          Arrays.stream(episode.support()).map(DATA::label).distinct().sorted().toArray(),
          Arrays.stream(episode.query()).map(DATA::label).distinct().sorted().toArray());
    }
  }

  @Test
  void withinGroupsAllClassesAreOfOneGroup() {
    var episodes = new EpisodeSampler(5, 1, 1).sampleWithinGroups(DATA, 6, new Seed(2)).episodes();
    for (var episode : episodes) {
      assertEquals(
          1,
          Arrays.stream(episode.support()).mapToObj(EpisodeSamplerTest::group).distinct().count());
    }
    assertEquals(
        3, episodes.stream().map(episode -> group(episode.support()[0])).distinct().count());
  }

  @Test
  void acrossGroupsTheSupportHasTheNamesOfTheQueriesInAnotherGroup() {
    for (var episode : new EpisodeSampler(5, 1, 2).sampleAcrossGroups(DATA, 12, new Seed(2))) {
      var classes = names(episode.support());
      assertEquals(5, classes.distinct().count());
      assertArrayEquals(
          names(episode.support()).sorted().toArray(),
          names(episode.query()).distinct().sorted().toArray());
      var groups =
          IntStream.concat(Arrays.stream(episode.support()), Arrays.stream(episode.query()))
              .mapToObj(EpisodeSamplerTest::group);
      assertEquals(2, groups.distinct().count());
      assertEquals(10, Arrays.stream(episode.query()).distinct().count());
    }
  }

  private static Stream<String> names(int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> DATA.classes().get(DATA.label(row)).name());
  }

  @Test
  void acrossGroupsNeedsTwoGroups() {
    var one = DATA.filterClasses(label -> label < 6);
    assertThrows(
        IllegalArgumentException.class,
        () -> new EpisodeSampler(5, 1, 1).sampleAcrossGroups(one, 1, new Seed(2)));
  }

  @Test
  void tooManyWaysAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new EpisodeSampler(7, 1, 1).sampleWithinGroups(DATA, 1, new Seed(2)));
  }
}
