package dev.siamese.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.catalog.DataHome;
import dev.siamese.catalog.Paws;
import dev.siamese.data.SentencePairs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class WordOverlapTest {

  private static final String DOG = "The dog bites the man.";

  @Test
  void nothingInCommonIsFarthestAndEverythingNearest() {
    for (var overlap : WordOverlap.values()) {
      assertEquals(1, overlap.distance("a b c", "d e f"), 1e-12);
      assertEquals(0, overlap.distance(DOG, "the DOG, bites the man"), 1e-12);
    }
  }

  @Test
  void onlyRunsOfWordsSeeTheirOrder() {
    var man = "The man bites the dog.";
    assertEquals(0, WordOverlap.WORDS.distance(DOG, man), 1e-12);
    assertEquals(0, WordOverlap.COUNTS.distance(DOG, man), 1e-12);
    // the dog, dog bites, bites the, the man; the man, man bites, bites the, the dog: 3 of 5
    assertEquals(0.4, WordOverlap.WORD_PAIRS.distance(DOG, man), 1e-12);
    assertEquals(1, WordOverlap.WORD_TRIPLES.distance(DOG, man), 1e-12);
  }

  @Test
  void jaccardCountsDifferentWordsAndCosineHowOften() {
    // {a, b} and {a, c, d}: one of four
    assertEquals(0.75, WordOverlap.WORDS.distance("a a b", "a c d"), 1e-12);
    // (2, 1, 0, 0) · (1, 0, 1, 1) = 2; lengths √5 and √3
    assertEquals(1 - 2 / Math.sqrt(15), WordOverlap.COUNTS.distance("a a b", "a c d"), 1e-12);
  }

  @Test
  void shortTextsAreOneRun() {
    assertEquals(0, WordOverlap.WORD_TRIPLES.distance("yes", "Yes!"));
    assertEquals(1, WordOverlap.WORD_TRIPLES.distance("yes", "no"));
    assertEquals(1, WordOverlap.COUNTS.distance("!", "a"));
  }

  @Test
  void pairsAreMeasured() {
    var pairs =
        SentencePairs.of(List.of("a b", "a b"), List.of("b a", "a c"), new boolean[] {false, true});
    var distances = WordOverlap.WORDS.of(pairs);
    assertArrayEquals(new float[] {0}, distances.different());
    assertArrayEquals(new float[] {1 - 1 / 3f}, distances.same(), 1e-6f);
  }

  /** Measured apart, with Python's sets and runs of \w, which part words a little differently. */
  @Test
  @EnabledIfEnvironmentVariable(named = "SIAMESE_DATA", matches = ".+")
  void onPawsWordsAreWorthLessThanChanceAndTheirOrderMore() {
    var test = new Paws(DataHome.standard()).test();
    assertEquals(0.442, test.share(), 1e-12);
    assertEquals(0.427, WordOverlap.WORDS.of(test).averagePrecision(), 0.003);
    assertEquals(0.643, WordOverlap.WORD_PAIRS.of(test).averagePrecision(), 0.003);
    assertEquals(0.718, WordOverlap.WORD_TRIPLES.of(test).averagePrecision(), 0.003);
  }
}
