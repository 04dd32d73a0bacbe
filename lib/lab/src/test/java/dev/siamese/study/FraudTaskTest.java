package dev.siamese.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.TabularDataset;
import dev.siamese.study.ClassifierDetector.Balance;
import dev.siamese.study.ClassifierDetector.Classes;
import dev.siamese.task.FraudTask;
import dev.siamese.task.Recipes;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FraudTaskTest {

  private static final FraudTask TASK = FraudTask.synthetic(new Seed(1));
  private static final TrainingConfig SHORT = Recipes.load("fraud").withStepsPerEpoch(60);

  private static long frauds(TabularDataset rows) {
    var frauds = FraudTask.fraudMask(rows);
    return IntStream.range(0, frauds.length).filter(row -> frauds[row]).count();
  }

  @Test
  void asManyFraudsOfEachTypeAreKnownAsAsked() {
    var past = TASK.test().train();
    var known = TASK.test().trainSubset(5, new Seed(2));
    assertEquals(4 * 5, frauds(known));
    assertEquals(past.size() - frauds(past), known.size() - 20, "all genuine claims");
    assertEquals(frauds(past), frauds(TASK.test().trainSubset(1000, new Seed(2))));
    assertThrows(IllegalArgumentException.class, () -> TASK.test().trainSubset(0, new Seed(2)));
  }

  @Test
  void moreKnownFraudsIncludeTheFewer() {
    var few = TASK.test().trainSubset(1, new Seed(7));
    var more = TASK.test().trainSubset(2, new Seed(7));
    assertEquals(4, frauds(few));
    assertEquals(8, frauds(more));
    // amounts tell claims apart
    var amounts = more.values(0);
    for (float amount : few.values(0)) {
      assertTrue(IntStream.range(0, amounts.length).anyMatch(i -> amounts[i] == amount));
    }
  }

  @Test
  void everyDetectorFindsInventedFraudsWithFewKnown() {
    for (var detector :
        List.of(
            new SiameseDetector(SHORT, 0.1),
            new ClassifierDetector(SHORT, Classes.BINARY, Balance.CLASS_WEIGHTS),
            new ClassifierDetector(SHORT, Classes.MULTICLASS, Balance.BALANCED_SAMPLING),
            new LogisticRegressionDetector(24, 100))) {
      var alerts = detector.evaluate(TASK.test(), 10, new Seed(3));
      // at random it is 80 in 2,080
      assertTrue(alerts.averagePrecision() > 0.1, detector + ": " + alerts);
    }
  }

  @Test
  void equalSeedsGiveEqualScores() {
    var detector = new SiameseDetector(SHORT.withStepsPerEpoch(3), 0.1);
    var known = TASK.validation().trainSubset(1, new Seed(1));
    var asked = TASK.validation().test().select(IntStream.range(0, 50).toArray());
    assertArrayEquals(
        detector.scores(known, asked, new Seed(4)), detector.scores(known, asked, new Seed(4)));
  }

  @Test
  void meansAreOverTheSeeds() {
    Detector blind = (known, asked, seed) -> new float[asked.size()];
    var results =
        new LabelBudgetStudy(TASK.test(), List.of(1, 5), List.of(1L, 2L)).run(List.of(blind));
    assertEquals(4, results.size());
    var means = LabelBudgetStudy.averagePrecision(results).values().iterator().next();
    assertEquals(List.of(1, 5), means.intColumn("labels_per_class").asList());
    // equal scores give the fraction of frauds
    assertEquals(80 / 2080.0, means.doubleColumn("average_precision").get(0), 1e-9);
    assertEquals(80 / 2080.0, means.doubleColumn("high").get(1), 1e-9);
    assertEquals(2, LabelBudgetStudy.table(results).rowCount());
    assertEquals(2, LabelBudgetStudy.metrics(results, 5).get(blind.toString()).size());
    assertEquals(
        0,
        LabelBudgetStudy.pairedDifference(results, blind.toString(), blind.toString(), 1).value());
  }

  @Test
  void tasksAreNamed() {
    var home = DataDirectory.fromEnvironment();
    assertEquals("synthetic claims", FraudTask.named("claims", home, new Seed(1)).name());
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> FraudTask.named("cards", home, new Seed(1)));
    assertTrue(error.getMessage().contains("\"cards\""), error.getMessage());
    assertEquals(
        2,
        Arrays.stream(FraudTask.toBinary(TASK.validation().train()).labels()).distinct().count());
  }
}
