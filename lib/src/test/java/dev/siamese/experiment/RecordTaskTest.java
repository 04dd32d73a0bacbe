package dev.siamese.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.augment.RecordErrors;
import dev.siamese.catalog.DataHome;
import dev.siamese.data.ClassLabel;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.engine.Seed;
import dev.siamese.evaluation.Duplicates;
import dev.siamese.evaluation.IdPair;
import dev.siamese.invented.People;
import dev.siamese.search.Deduplicator;
import dev.siamese.training.TrainingListener;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RecordTaskTest {

  private static final RecordErrors ERRORS = new RecordErrors(1, 3);

  private static RecordTraining training() {
    var seed = new Seed(1);
    var standard = RecordTraining.standard(People.FIELDS, Device.cpu(), seed);
    var quick = standard.recipe().with("stepsPerEpoch", "3").with("classes", "32").withEpochs(2);
    return new RecordTraining(quick, Device.cpu(), seed);
  }

  private static Records people(String group, int count) {
    return new People(count).invent(group, new Seed(group.hashCode()));
  }

  @Test
  void anEncoderLinksPeopleThatItHasNotSeen() {
    var test = people("test", 100);
    var both = ERRORS.withCopies(test, 1, new Seed(2));
    var copies = both.select(IntStream.range(100, 200).toArray());
    var held = ERRORS.withCopies(people("held out", 50), 1, new Seed(3));
    var task = new RecordTask("small", people("train", 100), held, test, copies);
    try (var encoder = training().labelled(task, TrainingListener.NONE)) {
      var outcome = task.outcome(encoder);
      assertEquals(100, outcome.blocking().real());
      assertEquals(10_000, outcome.blocking().possible());
      assertTrue(outcome.blocking().recall() > 0.95, outcome.toString());
      assertTrue(outcome.pairs().f1() > 0.85, outcome.toString());
      assertTrue(outcome.oneToOne().found() <= 100, outcome.toString());
    }
  }

  @Test
  void nobodyIsInTwoParts() {
    var task = RecordTask.named("people", DataHome.standard(), new Seed(1));
    var all = task.train().and(task.validation()).and(task.left());
    int apart =
        task.train().classes().size()
            + task.validation().classes().size()
            + task.left().classes().size();
    assertEquals(apart, all.classes().size());
    assertEquals(task.left().classes(), task.right().classes());
    assertEquals(4_000_000, task.possible());
  }

  @Test
  void unknownTasksAreNamed() {
    assertEquals(
        "there is no task \"dblp\", only people, febrl",
        assertThrows(
                IllegalArgumentException.class,
                () -> RecordTask.named("dblp", DataHome.standard(), new Seed(1)))
            .getMessage());
  }

  @Test
  void pairsTeachToo() {
    var records = ERRORS.withCopies(people("own", 40), 1, new Seed(4));
    var alone = records.withClasses(IntStream.range(0, 80).toArray(), classes(records));
    var left = new String[12];
    var right = new String[12];
    var same = new String[12];
    for (int i = 0; i < 12; i++) {
      left[i] = records.key(i);
      right[i] = records.key(i % 2 == 0 ? 40 + i : 60 + i);
      same[i] = Boolean.toString(i % 2 == 0);
    }
    var pairs =
        alone.pairs(
            Table.create(
                "pairs",
                StringColumn.create("left", left),
                StringColumn.create("right", right),
                StringColumn.create("same", same)));
    try (var encoder = training().paired(pairs, TrainingListener.NONE)) {
      assertTrue(encoder.card().threshold() > 0);
    }
  }

  private static List<ClassLabel> classes(Records records) {
    return IntStream.range(0, records.size())
        .mapToObj(row -> new ClassLabel(records.key(row), ""))
        .toList();
  }

  @Test
  void duplicatesThatNobodyHasMarkedAreFound() {
    var records = ERRORS.withCopies(people("own", 100), 1, new Seed(4));
    var alone = records.withClasses(IntStream.range(0, 200).toArray(), classes(records));
    try (var encoder = training().unlabelled(alone, TrainingListener.NONE)) {
      var found = new HashSet<IdPair>();
      for (var row : new Deduplicator(encoder).duplicates(alone)) {
        found.add(new IdPair(row.getString("left"), row.getString("right")));
      }
      var result = Duplicates.of(found, IdPair.same(records));
      assertTrue(result.f1() > 0.7, result.toString());
    }
  }

  @Test
  void oneRecordIsTooFew() {
    var one = people("one", 1);
    assertEquals(
        "1 records of 1 things are too few to learn from: there must be two things at least",
        assertThrows(DataException.class, () -> training().unlabelled(one, TrainingListener.NONE))
            .getMessage());
  }
}
