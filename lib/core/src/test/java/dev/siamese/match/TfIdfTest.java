package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TfIdfTest {

  private static final List<String> TEXTS =
      List.of("Canon KP-36IP Color", "Canon ink, color colour", "sony tv sony", "");

  @Test
  void tokensAreWordsTrigramsAndCodes() {
    assertEquals(List.of("canon", "kp", "36ip", "color"), RecordTokens.words(TEXTS.get(0)));
    assertEquals(List.of(" tv", "tv "), RecordTokens.trigrams("TV"));
    assertEquals(
        List.of("kp36ip", "310", "246", "12"), RecordTokens.codes("Canon KP-36IP 310-246 12"));
    assertEquals(List.of(), RecordTokens.trigrams(" - "));
  }

  @Test
  void cosinesAreThoseOfScikitLearn() {
    // TfidfVectorizer(analyzer=words or trigrams) 1.7 on the first three texts
    var texts = TEXTS.subList(0, 3);
    var words = TfIdf.of(3, i -> RecordTokens.words(texts.get(i)));
    var trigrams = TfIdf.of(3, i -> RecordTokens.trigrams(texts.get(i)));
    assertEquals(0.366447, words.cosine(0, 1), 1e-6);
    assertEquals(0.437395, trigrams.cosine(1, 0), 1e-6);
    assertEquals(1, words.cosine(2, 2), 1e-6);
    assertEquals(0, trigrams.cosine(0, 2));
  }

  @Test
  void aShortTextIsContainedInALongOne() {
    var words = TfIdf.of(2, i -> RecordTokens.words(i == 0 ? "a b" : "a b c d"));
    assertEquals(1, words.containment(0, words, 1), 1e-6);
    assertTrue(words.cosine(0, 1) < 0.9);
  }

  @Test
  void anEmptyTextIsSimilarToNone() {
    var words = TfIdf.of(4, i -> RecordTokens.words(TEXTS.get(i)));
    assertTrue(words.isEmpty(3));
    assertEquals(0, words.cosine(3, 0));
    assertEquals(0, words.containment(3, words, 3));
  }
}
