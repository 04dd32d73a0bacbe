package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.engine.Seed;
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
    var augmentation = new Typos(0.2).then(new WordDrop(0.3));
    var text = "the quick brown fox jumps over the lazy dog";
    assertEquals(
        augmentation.apply(text, new Seed(4).generator()),
        augmentation.apply(text, new Seed(4).generator()));
  }

  @Test
  void aChainPrintsItsParts() {
    assertEquals(
        "Typos[rate=0.1], WordDrop[rate=0.2]", new Typos(0.1).then(new WordDrop(0.2)).toString());
  }
}
