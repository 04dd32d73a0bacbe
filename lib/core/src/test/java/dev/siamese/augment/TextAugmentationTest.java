package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextAugmentationTest {

  @Test
  void oneAlterationFollowsTheOther() {
    TextAugmentation twice = (text, random) -> text + text;
    TextAugmentation stop = (text, random) -> text + ".";
    assertEquals("abab.", twice.then(stop).apply("ab", new Seed(1).generator()));
    assertEquals("ab.ab.", stop.then(twice).apply("ab", new Seed(1).generator()));
    assertEquals("ab", TextAugmentation.NONE.apply("ab", new Seed(1).generator()));
  }

  @Test
  void equalGeneratorsGiveEqualTexts() {
    var augmentation = new Typos(0.2).then(new WordDropout(0.3));
    var text = "the quick brown fox jumps over the lazy dog";
    assertEquals(
        augmentation.apply(text, new Seed(4).generator()),
        augmentation.apply(text, new Seed(4).generator()));
  }

  @Test
  void aChainPrintsItsParts() {
    assertEquals(
        "Typos[probability=0.1], WordDropout[probability=0.2]",
        new Typos(0.1).then(new WordDropout(0.2)).toString());
  }

  @Test
  void copiesFollowTheirTextAndAreOfItsClass() {
    var classes = List.of(new ClassInfo("a", ""), new ClassInfo("b", ""));
    var texts = new Texts(List.of("x y", "z"), new Targets(new int[] {1, 0}, classes));
    TextAugmentation twice = (text, random) -> text + text;
    var more = twice.augment(texts, 2, new Seed(1));
    assertEquals(List.of("x y", "x yx y", "x yx y", "z", "zz", "zz"), more.texts());
    assertArrayEquals(new int[] {1, 1, 1, 0, 0, 0}, more.labels());
    assertEquals(classes, more.classes());
    var drop = new WordDropout(0.5);
    assertEquals(
        drop.augment(texts, 9, new Seed(2)).texts().subList(0, 10),
        drop.augment(texts.select(0), 9, new Seed(2)).texts(),
        "a text's copies are its own");
    assertThrows(IllegalArgumentException.class, () -> drop.augment(texts, -1, new Seed(1)));
  }
}
