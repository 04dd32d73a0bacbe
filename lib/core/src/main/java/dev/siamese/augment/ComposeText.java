package dev.siamese.augment;

import java.util.random.RandomGenerator;

/** Applies two transforms of texts in order. */
record ComposeText(TextAugmentation first, TextAugmentation second) implements TextAugmentation {

  @Override
  public String apply(String text, RandomGenerator random) {
    return second.apply(first.apply(text, random), random);
  }

  @Override
  public String toString() {
    return first + ", " + second;
  }
}
