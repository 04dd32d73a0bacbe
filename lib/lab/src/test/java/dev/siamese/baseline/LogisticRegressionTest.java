package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Csv;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

  /** Of four rows "a" one is positive, of four rows "b" three are. */
  private static TabularDataset letters() {
    var table = Csv.parse("letters", "letter,positive\na,y\na,n\na,n\na,n\nb,y\nb,y\nb,y\nb,n\n");
    return TabularDataset.of(table, "positive", new TabularSchema(List.of("letter"), List.of()));
  }

  private static final boolean[] POSITIVE = {true, false, false, false, true, true, true, false};

  /** With almost no regularisation the odds are those of the counts: 1 to 3, and 3 to 1. */
  @Test
  void theScoresAreTheLogOdds() {
    var scores = LogisticRegression.fit(letters(), POSITIVE, 1e-6).decisionFunction(letters());
    assertEquals(Math.log(1 / 3.0), scores[0], 1e-4);
    assertEquals(Math.log(3), scores[7], 1e-4);
  }

  /**
   * For two opposite coefficients ±w, the loss is w²·l2 + 2·(4·log(1+e^w) − 3w), whose derivative
   * is 0 where w·l2 = 3 − 4/(1 + e^−w).
   */
  @Test
  void regularisationReducesTheScores() {
    var scores = LogisticRegression.fit(letters(), POSITIVE, 2).decisionFunction(letters());
    double w = scores[7];
    assertEquals(-w, scores[0], 1e-5);
    assertEquals(2 * w, 3 - 4 / (1 + Math.exp(-w)), 1e-5);
  }

  /** The one positive row has weight 4, each of the seven negative rows 4/7. */
  @Test
  void bothClassesHaveTheSameTotalWeight() {
    var rare = new boolean[] {false, false, false, false, true, false, false, false};
    double[] odds = {0, 0};
    var scores = LogisticRegression.fit(letters(), rare, 1e-3).decisionFunction(letters());
    odds[1] = Math.log(4 / (3 * 4 / 7.0));
    assertEquals(odds[1], scores[4], 2e-2);
    assertTrue(scores[0] < -3, "score of a: " + scores[0]);
  }

  @Test
  void bothClassesAreNeeded() {
    var none = new boolean[8];
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> LogisticRegression.fit(letters(), none, 1));
    assertTrue(error.getMessage().contains("0 of 8"), error.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> LogisticRegression.fit(letters(), POSITIVE, 0));
  }
}
