package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Paws;
import dev.siamese.data.SentencePairs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class WordOverlapTest {

  private static final String DOG = "The dog bites the man.";

  @Test
  void theDistanceIsFrom0To1() {
    for (var overlap : WordOverlap.values()) {
      assertEquals(1, overlap.distance("a b c", "d e f"), 1e-12);
      assertEquals(0, overlap.distance(DOG, "the DOG, bites the man"), 1e-12);
    }
  }

  @Test
  void onlyNgramsDependOnTheOrder() {
    var man = "The man bites the dog.";
    assertEquals(0, WordOverlap.JACCARD_UNIGRAMS.distance(DOG, man), 1e-12);
    assertEquals(0, WordOverlap.COSINE_COUNTS.distance(DOG, man), 1e-12);
    // the dog, dog bites, bites the, the man; the man, man bites, bites the, the dog: 3 of 5
    assertEquals(0.4, WordOverlap.JACCARD_BIGRAMS.distance(DOG, man), 1e-12);
    assertEquals(1, WordOverlap.JACCARD_TRIGRAMS.distance(DOG, man), 1e-12);
  }

  @Test
  void jaccardUsesSetsAndCosineCounts() {
    // {a, b} and {a, c, d}: one of four
    assertEquals(0.75, WordOverlap.JACCARD_UNIGRAMS.distance("a a b", "a c d"), 1e-12);
    // (2, 1, 0, 0) · (1, 0, 1, 1) = 2; lengths √5 and √3
    assertEquals(
        1 - 2 / Math.sqrt(15), WordOverlap.COSINE_COUNTS.distance("a a b", "a c d"), 1e-12);
  }

  @Test
  void shortTextsAreOneNgram() {
    assertEquals(0, WordOverlap.JACCARD_TRIGRAMS.distance("yes", "Yes!"));
    assertEquals(1, WordOverlap.JACCARD_TRIGRAMS.distance("yes", "no"));
    assertEquals(1, WordOverlap.COSINE_COUNTS.distance("!", "a"));
  }

  @Test
  void pairsHaveDistances() {
    var pairs =
        SentencePairs.of(List.of("a b", "a b"), List.of("b a", "a c"), new boolean[] {false, true});
    var distances = WordOverlap.JACCARD_UNIGRAMS.pairDistances(pairs);
    assertArrayEquals(new float[] {0}, distances.negative());
    assertArrayEquals(new float[] {1 - 1 / 3f}, distances.positive(), 1e-6f);
  }

  /** Expected values from Python sets of \w+ tokens, a slightly different tokenisation. */
  @Test
  @EnabledIfEnvironmentVariable(named = "SIAMESE_DATA", matches = ".+")
  void onPawsOnlyWordOrderHelps() {
    var test = new Paws(DataDirectory.fromEnvironment()).test();
    assertEquals(0.442, test.positiveRate(), 1e-12);
    assertEquals(0.427, WordOverlap.JACCARD_UNIGRAMS.pairDistances(test).averagePrecision(), 0.003);
    assertEquals(0.643, WordOverlap.JACCARD_BIGRAMS.pairDistances(test).averagePrecision(), 0.003);
    assertEquals(0.718, WordOverlap.JACCARD_TRIGRAMS.pairDistances(test).averagePrecision(), 0.003);
  }
}
