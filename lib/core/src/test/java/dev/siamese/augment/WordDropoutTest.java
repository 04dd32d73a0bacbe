package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.tensor.Seed;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordDropoutTest {

  private static Map<String, Integer> outcomes(double rate, String text, int draws) {
    var counts = new HashMap<String, Integer>();
    for (int i = 0; i < draws; i++) {
      var altered = new WordDropout(rate).apply(text, new Seed(3).derive(i).generator());
      counts.merge(altered, 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void everyWordGoesByItselfAndOrderStays() {
    var counts = outcomes(0.25, "a  b c", 6400);
    assertEquals(Set.of("a  b c", "a b", "a c", "b c", "a", "b", "c"), counts.keySet());
    assertEquals(2700, counts.get("a  b c"), 160, "0.75³ keep all");
    assertEquals(900, counts.get("a b"), 112);
    assertEquals(900, counts.get("b c"), 112);
    assertEquals(300 + 100 / 3.0, counts.get("a"), 72, "a alone, or the one that is spared");
  }

  @Test
  void oneWordIsAlwaysLeft() {
    var counts = outcomes(1, "a b c", 600);
    assertEquals(Set.of("a", "b", "c"), counts.keySet());
    assertEquals(200, counts.get("b"), 47);
    assertEquals(Set.of(" a "), outcomes(1, " a ", 20).keySet());
    assertEquals(Set.of(""), outcomes(1, "", 20).keySet());
  }

  @Test
  void noRateIsNoChange() {
    assertEquals(Set.of(" a\t b "), outcomes(0, " a\t b ", 20).keySet());
  }

  @Test
  void whatIsNoRateIsRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new WordDropout(-0.5));
    assertTrue(
        error.getMessage().contains("probability must be from 0 to 1: -0.5"), error.getMessage());
  }
}
