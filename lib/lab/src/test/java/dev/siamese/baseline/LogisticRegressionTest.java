package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class LogisticRegressionTest {

  /** Of 4 a one is sought, of 4 b three are. */
  private static TabularDataset letters() {
    var table =
        Table.create(
            "letters",
            StringColumn.create("letter", "a", "a", "a", "a", "b", "b", "b", "b"),
            StringColumn.create("number", "1", "2", "3", "4", "1", "2", "3", "4"),
            StringColumn.create("sought", "y", "n", "n", "n", "y", "y", "y", "n"));
    return TabularDataset.of(table, "sought", new TabularSchema(List.of("letter"), List.of()));
  }

  private static final boolean[] SOUGHT = {true, false, false, false, true, true, true, false};

  /** With hardly a penalty the odds are those counted: 1 to 3, and 3 to 1. */
  @Test
  void theScoresAreTheLogarithmsOfTheOdds() {
    var scores = new LogisticRegression(letters(), SOUGHT, 1e-6).decisionFunction(letters());
    assertEquals(Math.log(1 / 3.0), scores[0], 1e-4);
    assertEquals(Math.log(3), scores[7], 1e-4);
  }

  /**
   * Of two opposite coefficients ±w, the sum is w²·penalty + 2·(4·log(1+e^w) − 3w), whose slope is
   * 0 where w·penalty = 3 − 4/(1 + e^−w).
   */
  @Test
  void aPenaltyDrawsThemToZero() {
    var scores = new LogisticRegression(letters(), SOUGHT, 2).decisionFunction(letters());
    double w = scores[7];
    assertEquals(-w, scores[0], 1e-5);
    assertEquals(2 * w, 3 - 4 / (1 + Math.exp(-w)), 1e-5);
  }

  /** Of 4 a none is sought, of 4 b one: both kinds of answers weigh as much, 4 in 8. */
  @Test
  void theRareKindWeighsAsMuchAsTheOther() {
    var rare = new boolean[] {false, false, false, false, true, false, false, false};
    double[] odds = {0, 0};
    var scores = new LogisticRegression(letters(), rare, 1e-3).decisionFunction(letters());
    odds[1] = Math.log(4 / (3 * 4 / 7.0)); // the one weighs 4, each of the seven others 4/7
    assertEquals(odds[1], scores[4], 2e-2);
    assertTrue(scores[0] < -3, "a never is: " + scores[0]);
  }

  @Test
  void bothKindsAreNeeded() {
    var none = new boolean[8];
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> new LogisticRegression(letters(), none, 1));
    assertEquals(
        "0 of 8 answers for 8 rows are yes: one for each row, and both kinds, are needed",
        error.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new LogisticRegression(letters(), SOUGHT, 0));
  }
}
