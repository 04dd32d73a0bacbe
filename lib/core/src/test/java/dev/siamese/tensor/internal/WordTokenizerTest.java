package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordTokenizerTest {

  @Test
  void lettersDigitsAndSignsPart() {
    assertEquals(
        List.of("he", "didn", "'", "t", "pay", "$", "25", ",", "sir", "!"),
        WordTokenizer.tokenize("He didn't  pay $25,\tSir!"));
  }

  @Test
  void theSameLetterIsTheSameHoweverItIsWritten() {
    assertEquals(List.of("séamus"), WordTokenizer.tokenize("SE\u0301AMUS"));
    assertEquals(List.of("5", "straße"), WordTokenizer.tokenize("５ Straße"));
  }

  @Test
  void whatHasNoWordsHasNone() {
    assertEquals(List.of(), WordTokenizer.tokenize(" \n"));
  }
}
