package dev.siamese.augment;

import java.util.random.RandomGenerator;

/**
 * Alters a text without changing what it means, before it becomes numbers: an {@link Augmentation}
 * of what has no tensor yet.
 */
@FunctionalInterface
public interface TextAugmentation {

  /** Leaves every text as it is. */
  TextAugmentation NONE = (text, random) -> text;

  /**
   * Alters one text.
   *
   * @param text of any script and length
   * @param random the only source of chance
   * @return another text; empty only if the text was
   */
  String apply(String text, RandomGenerator random);

  /** This alteration followed by another one. */
  default TextAugmentation then(TextAugmentation next) {
    return new Chain(this, next);
  }

  /**
   * Two alterations, one after the other.
   *
   * @param first is given the text
   * @param second is given what the first makes of it
   */
  record Chain(TextAugmentation first, TextAugmentation second) implements TextAugmentation {

    @Override
    public String apply(String text, RandomGenerator random) {
      return second.apply(first.apply(text, random), random);
    }

    @Override
    public String toString() {
      return first + ", " + second;
    }
  }
}
