package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void lettersDigitsAndSignsPart() {
    assertEquals(
        List.of("he", "didn", "'", "t", "pay", "$", "25", ",", "sir", "!"),
        Words.of("He didn't  pay $25,\tSir!"));
  }

  @Test
  void theSameLetterIsTheSameHoweverItIsWritten() {
    assertEquals(List.of("séamus"), Words.of("SE\u0301AMUS"));
    assertEquals(List.of("5", "straße"), Words.of("５ Straße"));
  }

  @Test
  void whatHasNoWordsHasNone() {
    assertEquals(List.of(), Words.of(" \n"));
  }
}
