package dev.siamese.synthetic;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.WordTokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticParaphrasesTest {

  @Test
  void equalSeedsGiveEqualSentences() {
    var paraphrases = new SyntheticParaphrases(5, 3);
    assertEquals(
        paraphrases.generate(new Seed(1)).texts(), paraphrases.generate(new Seed(1)).texts());
    assertNotEquals(
        paraphrases.generate(new Seed(1)).texts(), paraphrases.generate(new Seed(2)).texts());
  }

  @Test
  void everyGroupHasFourMeaningsWithTheirSentences() {
    var texts = new SyntheticParaphrases(30, 5).generate(new Seed(3));
    assertEquals(30 * 4 * 5, texts.size());
    assertEquals(30 * 4, texts.classes().size());
    assertEquals(30, texts.classes().stream().map(ClassInfo::group).distinct().count());
    for (int label = 0; label < texts.classes().size(); label++) {
      int wanted = label;
      var mine = texts.filterClasses(each -> each == wanted).texts();
      assertEquals(5, new HashSet<>(mine).size(), "no two alike in " + mine);
    }
  }

  @Test
  void meaningsOfAGroupShareWordsButNoSentence() {
    var texts = new SyntheticParaphrases(1, 100).generate(new Seed(4));
    assertEquals(400, new HashSet<>(texts.texts()).size());
    var words = new HashSet<Set<String>>();
    for (int label = 0; label < 4; label++) {
      int wanted = label;
      var mine = texts.filterClasses(each -> each == wanted).texts();
      words.add(
          mine.stream().flatMap(text -> WordTokenizer.tokenize(text).stream()).collect(toSet()));
    }
    assertEquals(1, words.size(), words.toString());
  }

  @Test
  void allConstructionsHaveTheSameMeaning() {
    var texts =
        new SyntheticParaphrases(1, 100).generate(new Seed(4)).filterClasses(label -> label == 0);
    var doers = new HashSet<String>();
    var others = new HashSet<String>();
    for (var text : texts.texts()) {
      var plain = text.toLowerCase(Locale.ROOT);
      var by = plain.replaceFirst(".* by the (\\S+ [a-z]+).*", "$1");
      var who = plain.replaceFirst("it was the (\\S+ \\S+) who (?!was).*", "$1");
      var whom = plain.replaceFirst("it was the (\\S+ \\S+) whom .*", "$1");
      var one = plain.replaceFirst("the one who .* was the (\\S+ [a-z]+)\\.", "$1");
      List.of(by, who, one).stream().filter(part -> !part.equals(plain)).forEach(doers::add);
      others.addAll(whom.equals(plain) ? Set.of() : Set.of(whom));
    }
    assertEquals(4, doers.size(), "two adjectives and two nouns: " + doers);
    assertEquals(4, others.size(), others.toString());
    others.retainAll(doers);
    assertEquals(Set.of(), others);
  }

  @Test
  void sentencesStartWithACapitalAndEndWithAFullStop() {
    var texts = new SyntheticParaphrases(20, 5).generate(new Seed(5));
    IntStream.range(0, texts.size())
        .mapToObj(texts::text)
        .forEach(text -> assertTrue(text.matches("[A-Z][a-z, -]+\\."), text));
  }

  @Test
  void invalidNumbersAreRejected() {
    assertThrows(IllegalArgumentException.class, () -> new SyntheticParaphrases(0, 5));
    var error =
        assertThrows(IllegalArgumentException.class, () -> new SyntheticParaphrases(1, 101));
    assertTrue(error.getMessage().contains("101"), error.getMessage());
  }
}
