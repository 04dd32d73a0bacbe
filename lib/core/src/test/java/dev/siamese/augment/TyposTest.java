package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.tensor.Seed;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TyposTest {

  /** Everything that one text becomes, and how often. */
  private static Map<String, Integer> outcomes(double rate, String text, int draws) {
    var counts = new HashMap<String, Integer>();
    for (int i = 0; i < draws; i++) {
      var altered = new Typos(rate).apply(text, new Seed(7).derive(i).generator());
      counts.merge(altered, 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void oneLetterHasExactlyTheseTypos() {
    // lost, which would leave nothing and so is not; one more; the key beside it
    var expected = new TreeSet<>(Set.of("g"));
    for (char key : "fhtyvb".toCharArray()) {
      expected.add("g" + key);
      expected.add("" + key);
    }
    assertEquals(expected, new TreeSet<>(outcomes(1, "g", 1000).keySet()));
  }

  @Test
  void theFourKindsAreEquallyLikely() {
    // each of the four is 0.5 / 4 of the draws; unless both have changed places, the second
    // character is left alone in half of them
    var counts = outcomes(0.5, "g-", 8000);
    assertEquals(1000, counts.get("-g"), 118, "swapped");
    assertEquals(500, counts.get("-"), 90, "g lost");
    int more = 0;
    int beside = 0;
    for (char key : "fhtyvb".toCharArray()) {
      more += counts.get("g" + key + "-");
      beside += counts.get(key + "-");
    }
    assertEquals(500, more, 90);
    assertEquals(500, beside, 90);
  }

  @Test
  void theRateIsThatOfTheCharacters() {
    var text = "a lazy dog sleeps by the warm stove ".repeat(10).strip();
    int typos = 0;
    for (int i = 0; i < 20; i++) {
      typos += distance(text, new Typos(0.03).apply(text, new Seed(1).derive(i).generator()));
    }
    double expected = 0.03 * 20 * text.length();
    assertEquals(expected, typos, 4 * Math.sqrt(expected) + 0.05 * expected);
  }

  /** Damerau's distance between texts, where no place is edited twice. */
  private static int distance(String a, String b) {
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  @Test
  void capitalsStayCapitals() {
    for (var text : outcomes(1, "QUARTZ", 500).keySet()) {
      assertTrue(text.matches("[A-Z0-9]+"), text);
    }
  }

  @Test
  void charactersWithoutAKeyAreNeverTakenForOthers() {
    // a character outside the basic plane must stay whole
    var text = "é漢😀";
    for (var altered : outcomes(0.7, text, 500).keySet()) {
      assertTrue(altered.codePoints().allMatch(c -> text.indexOf(c) >= 0), altered);
    }
    assertEquals(Set.of("😀", "😀😀"), outcomes(1, "😀", 100).keySet());
  }

  @Test
  void noRateAndNoTextAreNoChange() {
    assertEquals(Set.of("Müller, 12 "), outcomes(0, "Müller, 12 ", 20).keySet());
    assertEquals(Set.of(""), outcomes(1, "", 20).keySet());
  }

  @Test
  void whatIsNoRateIsRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new Typos(5));
    assertTrue(
        error.getMessage().contains("probability must be from 0 to 1: 5.0"), error.getMessage());
  }
}
