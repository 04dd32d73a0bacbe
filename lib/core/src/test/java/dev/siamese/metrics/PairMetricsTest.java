package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.siamese.metrics.PairMetrics.IdPair;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairMetricsTest {

  private static final Set<IdPair> TRUE_PAIRS =
      Set.of(new IdPair("a", "b"), new IdPair("c", "d"), new IdPair("a", "e"));

  @Test
  void aPairHasNoOrder() {
    assertEquals(new IdPair("a", "b"), new IdPair("b", "a"));
    assertThrows(IllegalArgumentException.class, () -> new IdPair("a", "a"));
  }

  @Test
  void precisionAndRecallCountPairs() {
    var predicted = Set.of(new IdPair("b", "a"), new IdPair("x", "y"));
    var result = PairMetrics.of(predicted, TRUE_PAIRS);
    assertEquals(0.5, result.precision());
    assertEquals(1 / 3.0, result.recall());
    assertEquals(0.4, result.f1());
    assertEquals(0.4, result.primaryValue());
    assertEquals("F1 0.4000, precision 0.5000, recall 0.3333 of 3 true pairs", result.toString());
  }

  @Test
  void withoutPredictionsPrecisionIs0() {
    var result = PairMetrics.of(Set.of(), TRUE_PAIRS);
    assertEquals(0, result.precision());
    assertEquals(0, result.f1());
  }

  @Test
  void atLeastOneTruePairIsNeeded() {
    assertThrows(IllegalArgumentException.class, () -> PairMetrics.of(TRUE_PAIRS, Set.of()));
    assertThrows(IllegalArgumentException.class, () -> new PairMetrics(1, 3, 2));
  }

  @Test
  void blockingLosesPairsAndSavesComparisons() {
    var candidates = Set.of(new IdPair("a", "b"), new IdPair("d", "c"), new IdPair("a", "c"));
    var result = BlockingMetrics.of(candidates, TRUE_PAIRS, VerificationPairs.pairCount(5));
    assertEquals(2 / 3.0, result.recall());
    assertEquals(2 / 3.0, result.primaryValue());
    assertEquals(0.7, result.reductionRatio(), 1e-12);
    assertEquals("blocking recall 0.6667, reduction ratio 0.7000", result.toString());
    assertThrows(
        IllegalArgumentException.class, () -> BlockingMetrics.of(candidates, TRUE_PAIRS, 2));
    assertThrows(
        IllegalArgumentException.class, () -> BlockingMetrics.of(candidates, Set.of(), 10));
  }
}
