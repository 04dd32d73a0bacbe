package dev.siamese.augment;

import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A random transform of a text that keeps its meaning, applied before tokenisation. */
@FunctionalInterface
public interface TextAugmentation {

  /** Returns every text unchanged. */
  TextAugmentation NONE = (text, random) -> text;

  /**
   * Makes typing errors: transposes, deletes, inserts or substitutes characters (the four errors of
   * Damerau 1964), each equally likely where it is possible. Inserted and substituted characters
   * are neighbours on the QWERTY keyboard.
   *
   * @param probability of an error per character, from 0 to 1
   * @return the transform
   */
  static TextAugmentation typos(double probability) {
    return new Typos(probability);
  }

  /**
   * Deletes words independently (Wei and Zou 2019), but never all of them. If any is deleted, the
   * others are joined by single spaces.
   *
   * @param probability of deleting each word, from 0 to 1
   * @return the transform
   */
  static TextAugmentation wordDropout(double probability) {
    return new WordDropout(probability);
  }

  /**
   * Transforms one text.
   *
   * @param text of any script and length
   * @param random the only source of randomness
   * @return the transformed text; empty only if the text is empty
   */
  String apply(String text, RandomGenerator random);

  /**
   * Texts, each followed by transformed copies of its class. Texts are tokenised before training,
   * so they are augmented once.
   *
   * @param texts the original texts
   * @param copies of each text, at least 0
   * @param seed the copies of a text do not depend on the other texts
   * @return (1 + copies) · N texts
   */
  default Texts augment(Texts texts, int copies, Seed seed) {
    if (copies < 0) {
      throw new IllegalArgumentException("copies must be at least 0: " + copies);
    }
    var all = new ArrayList<String>();
    var labels = new int[Math.multiplyExact(texts.size(), 1 + copies)];
    for (int row = 0; row < texts.size(); row++) {
      var random = seed.derive(row).generator();
      Arrays.fill(labels, all.size(), all.size() + 1 + copies, texts.label(row));
      all.add(texts.text(row));
      for (int copy = 0; copy < copies; copy++) {
        all.add(apply(texts.text(row), random));
      }
    }
    return new Texts(all, new Targets(labels, texts.classes()));
  }

  /**
   * This transform, then another.
   *
   * @param next applied to the result of this transform
   * @return the composed transform
   */
  default TextAugmentation then(TextAugmentation next) {
    return new ComposeText(this, next);
  }
}
