package dev.siamese.augment;

import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
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

  /**
   * Texts, and after each some altered ones of its class: words become numbers before the first
   * batch, so all altering is done before that.
   *
   * @param copies altered ones of each text, 0 or more
   * @param seed of the alterations; what one text becomes does not depend on the others
   */
  default Texts augment(Texts texts, int copies, Seed seed) {
    if (copies < 0) {
      throw new IllegalArgumentException("the altered copies of a text are 0 or more: " + copies);
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

  /** This alteration followed by another one. */
  default TextAugmentation then(TextAugmentation next) {
    return new Compose(this, next);
  }

  /**
   * Two alterations, one after the other.
   *
   * @param first is given the text
   * @param second is given what the first makes of it
   */
  record Compose(TextAugmentation first, TextAugmentation second) implements TextAugmentation {

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
