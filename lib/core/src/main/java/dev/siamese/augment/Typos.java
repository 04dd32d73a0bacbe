package dev.siamese.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes typing errors: see {@link TextAugmentation#typos}. Substituted characters keep the case of
 * the letter. A character without a key is not substituted, and its insertion repeats it.
 */
record Typos(double probability) implements TextAugmentation {

  private enum Kind {
    SWAP,
    DROP,
    INSERT,
    SUBSTITUTE
  }

  public Typos {
    Checks.requireFraction("probability", probability);
  }

  @Override
  public String apply(String text, RandomGenerator random) {
    int[] characters = text.codePoints().toArray();
    var typed = new StringBuilder();
    for (int i = 0; i < characters.length; i++) {
      if (random.nextDouble() >= probability) {
        typed.appendCodePoint(characters[i]);
      } else {
        i += mistype(characters, i, typed, random);
      }
    }
    return typed.isEmpty() ? text : typed.toString();
  }

  /** Makes one error, whatever the probability; an empty text stays empty. */
  static String applyOnce(String text, RandomGenerator random) {
    int[] characters = text.codePoints().toArray();
    if (characters.length == 0) {
      return text;
    }
    int index = random.nextInt(characters.length);
    var typed = new StringBuilder(new String(characters, 0, index));
    int next = index + 1 + mistype(characters, index, typed, random);
    typed.append(new String(characters, next, characters.length - next));
    return typed.isEmpty() ? text : typed.toString();
  }

  /** Appends what is typed for one character; returns how many following ones are consumed. */
  private static int mistype(int[] characters, int i, StringBuilder typed, RandomGenerator random) {
    int character = characters[i];
    var kinds = possible(characters, i);
    switch (kinds.get(random.nextInt(kinds.size()))) {
      case SWAP -> {
        typed.appendCodePoint(characters[i + 1]).appendCodePoint(character);
        return 1;
      }
      case INSERT -> typed.appendCodePoint(character).appendCodePoint(neighbour(character, random));
      case SUBSTITUTE -> typed.appendCodePoint(neighbour(character, random));
      case DROP -> {}
    }
    return 0;
  }

  private static List<Kind> possible(int[] characters, int i) {
    var kinds = new ArrayList<>(List.of(Kind.DROP, Kind.INSERT));
    if (i + 1 < characters.length && characters[i + 1] != characters[i]) {
      kinds.add(Kind.SWAP);
    }
    if (!Keyboard.neighbours(characters[i]).isEmpty()) {
      kinds.add(Kind.SUBSTITUTE);
    }
    return kinds;
  }

  private static int neighbour(int character, RandomGenerator random) {
    var keys = Keyboard.neighbours(character);
    return keys.isEmpty() ? character : keys.charAt(random.nextInt(keys.length()));
  }
}
