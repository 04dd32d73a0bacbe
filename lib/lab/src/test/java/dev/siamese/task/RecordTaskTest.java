package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.augment.RecordCorruption;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.data.Targets;
import dev.siamese.match.Deduplicator;
import dev.siamese.match.RecordTrainer;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.metrics.PairMetrics.IdPair;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordTaskTest {

  private static final RecordCorruption ERRORS = new RecordCorruption(1, 3);

  private static RecordTrainer training() {
    var seed = new Seed(1);
    var standard = RecordTask.trainer(SyntheticPeople.FIELDS, Device.cpu(), seed);
    var quick = standard.config().withStepsPerEpoch(3).with("classesPerBatch", "32").withEpochs(2);
    return new RecordTrainer(quick, Device.cpu(), seed);
  }

  private static Records people(String group, int count) {
    return new SyntheticPeople(count).generate(group, new Seed(group.hashCode()));
  }

  @Test
  void anEncoderLinksPeopleThatItHasNotSeen() {
    var test = people("test", 100);
    var both = ERRORS.augment(test, 1, new Seed(2));
    var copies = both.select(IntStream.range(100, 200).toArray());
    var held = ERRORS.augment(people("held out", 50), 1, new Seed(3));
    var task = new RecordTask("small", people("train", 100), held, test, copies);
    try (var encoder = task.train(training(), TrainingListener.NONE)) {
      var outcome = task.link(encoder);
      assertEquals(100, outcome.blocking().truePairs());
      assertEquals(10_000, outcome.blocking().totalPairs());
      assertTrue(outcome.blocking().recall() > 0.95, outcome.toString());
      assertTrue(outcome.pairs().f1() > 0.85, outcome.toString());
      assertTrue(outcome.oneToOne().predicted() <= 100, outcome.toString());
      var baseline = task.baseline().orElseThrow();
      assertEquals("f1", baseline.metrics().keySet().iterator().next());
      assertTrue(baseline.metrics().get("f1") > 0.6, baseline.toString());
      assertTrue(baseline.compare(task.measure(encoder)).contains("is better"));
    }
  }

  @Test
  void noPersonIsInTwoParts() {
    var task = RecordTask.named("people", DataDirectory.fromEnvironment(), new Seed(1));
    var all = task.train().concat(task.validation()).concat(task.left());
    int apart =
        task.train().classes().size()
            + task.validation().classes().size()
            + task.left().classes().size();
    assertEquals(apart, all.classes().size());
    assertEquals(task.left().classes(), task.right().classes());
    assertEquals(4_000_000, task.pairCount());
  }

  @Test
  void unknownTasksAreNamed() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> RecordTask.named("dblp", DataDirectory.fromEnvironment(), new Seed(1)));
    assertTrue(error.getMessage().contains("\"dblp\""), error.getMessage());
  }

  @Test
  void pairsTeachToo() {
    var records = ERRORS.augment(people("own", 40), 1, new Seed(4));
    var alone = records.withLabels(new Targets(IntStream.range(0, 80).toArray(), classes(records)));
    var rows =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    List.of(
                        records.key(i),
                        records.key(i % 2 == 0 ? 40 + i : 60 + i),
                        Boolean.toString(i % 2 == 0)))
            .toList();
    var pairs = alone.labeledPairs(Csv.of("pairs", List.of("left", "right", "same"), rows));
    try (var encoder = training().trainFromPairs(pairs, TrainingListener.NONE)) {
      assertTrue(encoder.card().requireThreshold() > 0);
    }
  }

  private static List<ClassInfo> classes(Records records) {
    return IntStream.range(0, records.size())
        .mapToObj(row -> new ClassInfo(records.key(row), ""))
        .toList();
  }

  @Test
  void unlabelledDuplicatesAreFound() {
    var records = ERRORS.augment(people("own", 100), 1, new Seed(4));
    var alone =
        records.withLabels(new Targets(IntStream.range(0, 200).toArray(), classes(records)));
    try (var encoder = training().trainSelfSupervised(alone, TrainingListener.NONE)) {
      var found = new HashSet<IdPair>();
      for (var duplicate : new Deduplicator(encoder).duplicates(alone)) {
        found.add(duplicate.pair());
      }
      var result = PairMetrics.of(found, PairMetrics.truePairs(records));
      assertTrue(result.f1() > 0.7, result.toString());
    }
  }

  @Test
  void oneRecordIsTooFew() {
    var one = people("one", 1);
    var error =
        assertThrows(
            DataException.class, () -> training().trainSelfSupervised(one, TrainingListener.NONE));
    assertTrue(error.getMessage().startsWith("1 record "), error.getMessage());
  }
}
