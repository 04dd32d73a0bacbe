package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.data.Texts;
import org.junit.jupiter.api.Test;

class TextTfIdfTest {

  /** By TfidfVectorizer(analyzer="char", ngram_range=(3, 3)) on the texts with a space around. */
  @Test
  void distancesAgreeWithScikitLearn() {
    var tfIdf = new TextTfIdf(Texts.of("The cat sat", "the  cat ran", "A dog"));
    assertEquals(0.44969131337399715, tfIdf.distance(0, 1), 1e-9);
    assertEquals(1, tfIdf.distance(0, 2), 1e-12);
    assertEquals(0, tfIdf.distance(1, 1), 1e-12);
  }
}
