package dev.siamese.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.data.DataHome;
import dev.siamese.data.Paws;
import dev.siamese.data.SentencePairs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class BagOfWordsTest {

  @Test
  void wordsCountAndNotTheirOrder() {
    for (var bag : BagOfWords.values()) {
      assertEquals(0, bag.distance("The dog bites the man.", "the man, the bites DOG"), 1e-12);
      assertEquals(1, bag.distance("a b", "c d"), 1e-12);
    }
  }

  @Test
  void jaccardCountsDifferentWordsAndCosineHowOften() {
    // {a, b} and {a, c, d}: one of four
    assertEquals(0.75, BagOfWords.JACCARD.distance("a a b", "a c d"), 1e-12);
    // (2, 1, 0, 0) · (1, 0, 1, 1) = 2; lengths √5 and √3
    assertEquals(1 - 2 / Math.sqrt(15), BagOfWords.COSINE.distance("a a b", "a c d"), 1e-12);
  }

  @Test
  void signsAloneAreNoWords() {
    assertEquals(0, BagOfWords.JACCARD.distance("!", "?"));
    assertEquals(1, BagOfWords.COSINE.distance("!", "a"));
  }

  @Test
  void pairsAreMeasured() {
    var pairs =
        SentencePairs.of(List.of("a b", "a b"), List.of("b a", "a c"), new boolean[] {false, true});
    var distances = BagOfWords.JACCARD.of(pairs);
    assertArrayEquals(new float[] {0}, distances.different());
    assertArrayEquals(new float[] {1 - 1 / 3f}, distances.same(), 1e-6f);
  }

  /** Measured apart, with Python's sets and runs of \w: words that are a little different. */
  @Test
  @EnabledIfEnvironmentVariable(named = "SIAMESE_DATA", matches = ".+")
  void onPawsTheyDoWorseThanChance() {
    var test = new Paws(DataHome.standard()).test();
    assertEquals(0.427, BagOfWords.JACCARD.of(test).averagePrecision(), 0.002);
    assertEquals(0.442, test.share(), 1e-12);
  }
}
