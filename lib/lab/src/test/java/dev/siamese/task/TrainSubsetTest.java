package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.SentencePairs;
import dev.siamese.data.Targets;
import dev.siamese.synthetic.SyntheticSpeech;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parts of the training data of every kind of task. */
class TrainSubsetTest {

  private static final Seed SEED = new Seed(3);

  /** Class c has 4 (c + 1) samples; the samples of the classes are interleaved. */
  private static Targets targets() {
    var labels =
        IntStream.range(0, 20).flatMap(i -> IntStream.range(0, 5).filter(c -> i < 4 * (c + 1)));
    return Targets.of(labels.toArray());
  }

  private static List<Integer> rows(int classes, double fraction, Seed seed) {
    var rows = TrainSubset.rows(targets(), classes, fraction, seed);
    return Arrays.stream(rows).boxed().toList();
  }

  @Test
  void smallerPartsAreWithinLargerOnes() {
    var all = rows(5, 1, SEED);
    assertEquals(60, all.size());
    var half = rows(5, 0.5, SEED);
    assertEquals(30, half.size());
    assertTrue(half.containsAll(rows(5, 0.25, SEED)));
    assertTrue(rows(3, 1, SEED).containsAll(rows(2, 1, SEED)));
    assertTrue(rows(3, 0.5, SEED).containsAll(rows(2, 0.25, SEED)));
    assertTrue(half.containsAll(rows(3, 0.5, SEED)));
    assertTrue(!half.equals(rows(5, 0.5, new Seed(4))));
  }

  @Test
  void everyClassKeepsItsFractionAndAtLeastTwo() {
    var part = TrainSubset.rows(targets(), 5, 0.25, SEED);
    var sizes =
        Arrays.stream(part)
            .boxed()
            .collect(Collectors.groupingBy(targets()::label, Collectors.counting()));
    assertEquals(List.of(2L, 2L, 3L, 4L, 5L), List.copyOf(sizes.values()));
    for (var wrong : List.of(0.0, 1.1, Double.NaN)) {
      assertThrows(IllegalArgumentException.class, () -> rows(5, wrong, SEED));
    }
    assertThrows(IllegalArgumentException.class, () -> rows(6, 1, SEED));
  }

  @Test
  void onlyTheTrainingPartShrinks() {
    var home = DataDirectory.fromEnvironment();
    var tasks =
        Map.of(TaskType.IMAGES, "glyphs", TaskType.SERIES, "signals", TaskType.TEXT, "paraphrases");
    for (var each : tasks.entrySet()) {
      var task = each.getKey().load(each.getValue(), home, 0, SEED);
      int classes = task.trainingClassSizes().length;
      int samples = IntStream.of(task.trainingClassSizes()).sum();
      int fewer = Math.min(2, classes);
      var part = task.trainSubset(fewer, 0.5, SEED);
      assertEquals(fewer, part.trainingClassSizes().length);
      assertEquals(
          samples, IntStream.of(task.trainSubset(classes, 1, SEED).trainingClassSizes()).sum());
      assertTrue(
          IntStream.of(part.trainingClassSizes()).sum() < 0.6 * fewer * samples / classes + 2);
    }
  }

  @Test
  void copiesOfAClipAtOtherSpeedsStayTogether() {
    var voices = new SyntheticSpeech(4, 5, 6).generate(SEED);
    for (var task :
        List.of(AudioTask.words("w", voices, 0, SEED), AudioTask.speakers("s", voices, 0, SEED))) {
      var sizes = task.trainingClassSizes();
      assertEquals(task.train().size(), 3 * IntStream.of(sizes).sum());
      var part = task.trainSubset(2, 0.5, SEED);
      assertEquals(2, part.trainingClassSizes().length);
      int clips = IntStream.of(part.trainingClassSizes()).sum();
      assertEquals(3 * clips, part.train().size());
      assertSame(task.test(), part.test());
      for (int row = 0; row < clips; row++) { // a faster clip is shorter
        var clip = part.train().samples();
        assertTrue(clip.length(row) > clip.length(2 * clips + row));
        assertTrue(clip.length(row) < clip.length(clips + row));
      }
    }
  }

  @Test
  void ofLabelledPairsEachLabelKeepsItsFraction() {
    var left = IntStream.range(0, 40).mapToObj(i -> "left " + i).toList();
    var right = IntStream.range(0, 40).mapToObj(i -> "right " + i).toList();
    var same = new boolean[40];
    Arrays.fill(same, 0, 10, true);
    var pairs = SentencePairs.of(left, right, same);
    var task =
        new SentenceTask("p", pairs.texts(), Optional.of(pairs.toLabeledPairs()), pairs, pairs);
    assertArrayEquals(new int[] {40}, task.trainingClassSizes());
    var part = task.trainSubset(1, 0.5, SEED).trainPairs().orElseThrow();
    assertEquals(20, part.size());
    assertEquals(5, IntStream.range(0, 20).filter(i -> part.similarity()[i] == 1).count());
    assertThrows(IllegalArgumentException.class, () -> task.trainSubset(2, 0.5, SEED));
  }

  @Test
  void writersKeepTheirOwnForgeries() {
    var task = SignatureTask.synthetic(10, SEED);
    var part = task.trainSubset(4, 0.5, SEED).train();
    assertEquals(4, part.writerCount());
    assertArrayEquals(new int[] {3, 3, 3, 3}, part.genuine().classSizes());
    assertEquals(4 * 3 * 2, part.forged().size());
    var smaller = task.trainSubset(2, 0.5, SEED).train();
    assertTrue(
        !Collections.disjoint(part.genuine().classes(), smaller.genuine().classes())
            && part.genuine().classes().containsAll(smaller.genuine().classes()));
  }
}
