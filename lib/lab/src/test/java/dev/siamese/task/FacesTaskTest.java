package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = "SIAMESE_DATA", matches = ".+")
class FacesTaskTest {

  private static OneShotTask task(int heldOut, long seed) {
    return OneShotTasks.named("faces", DataDirectory.fromEnvironment(), heldOut, new Seed(seed));
  }

  private static List<String> people(Images faces) {
    return faces.classes().stream().map(ClassInfo::name).toList();
  }

  @Test
  void noPersonIsInTwoOfTheThreeParts() {
    var task = task(6, 1);
    var all = new ArrayList<>(people(task.train()));
    assertEquals(22, all.size());
    all.addAll(people(task.validation().orElseThrow().data()));
    assertEquals(28, all.size());
    all.addAll(people(task.test().data()));
    assertEquals(38, new HashSet<>(all).size());
    assertNotEquals(people(task.test().data()), people(task(6, 2).test().data()));
  }

  @Test
  void withoutValidationAllOthersAreLearnedFromAndTheSameTenJudged() {
    var task = task(0, 1);
    assertEquals(280, task.train().size());
    assertTrue(task.validation().isEmpty());
    assertEquals(people(task(6, 1).test().data()), people(task.test().data()));
  }

  @Test
  void everyPhotoIsOnceTheOnlyOneKnownOfItsPerson() {
    var test = task(6, 1).test();
    assertEquals(10, test.episodes().size());
    var known = new HashSet<Integer>();
    for (var episode : test.episodes()) {
      var labels = IntStream.of(episode.support()).map(test.data()::label);
      assertEquals(10, labels.distinct().count());
      assertEquals(10, episode.support().length);
      assertEquals(90, episode.query().length);
      var rows = IntStream.concat(IntStream.of(episode.support()), IntStream.of(episode.query()));
      assertEquals(100, rows.distinct().count());
      IntStream.of(episode.support()).forEach(row -> assertTrue(known.add(row)));
    }
    assertEquals(100, known.size());
  }
}
