package dev.siamese.augment;

import java.util.ArrayList;
import java.util.random.RandomGenerator;

/** Deletes words independently: see {@link TextAugmentation#wordDropout}. */
record WordDropout(double probability) implements TextAugmentation {

  public WordDropout {
    Checks.requireFraction("probability", probability);
  }

  @Override
  public String apply(String text, RandomGenerator random) {
    var words = text.strip().split("\\s+");
    var dropped = RandomDraws.bernoulli(words.length, probability, random);
    var kept = new ArrayList<String>();
    for (int i = 0; i < words.length; i++) {
      if (!dropped[i]) {
        kept.add(words[i]);
      }
    }
    if (kept.size() == words.length || words.length == 1) {
      return text;
    }
    return kept.isEmpty() ? words[random.nextInt(words.length)] : String.join(" ", kept);
  }
}
