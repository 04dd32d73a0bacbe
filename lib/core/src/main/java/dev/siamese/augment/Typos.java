package dev.siamese.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Mistypes characters as a hand does: two change places, one is lost, one too many is hit, or the
 * key beside it (the four errors of Damerau 1964), all equally likely where they are possible.
 *
 * <p>Neighbours are those of the QWERTY keyboard, in the case of the letter. A character without a
 * key there is never taken for another one, and one too many is then the same again.
 *
 * @param probability the probability that a character is mistyped
 */
public record Typos(double probability) implements TextAugmentation {

  private enum Kind {
    SWAP,
    DROP,
    INSERT,
    SUBSTITUTE
  }

  public Typos {
    Checks.requireFraction("rate", probability);
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

  /** Mistypes one character, whatever the rate; an empty text stays empty. */
  static String applyOnce(String text, RandomGenerator random) {
    int[] characters = text.codePoints().toArray();
    if (characters.length == 0) {
      return text;
    }
    int place = random.nextInt(characters.length);
    var typed = new StringBuilder(new String(characters, 0, place));
    int next = place + 1 + mistype(characters, place, typed, random);
    typed.append(new String(characters, next, characters.length - next));
    return typed.isEmpty() ? text : typed.toString();
  }

  /** Appends what is typed for one character; gives how many of the following it takes along. */
  private static int mistype(int[] characters, int i, StringBuilder typed, RandomGenerator random) {
    int wanted = characters[i];
    var kinds = possible(characters, i);
    switch (kinds.get(random.nextInt(kinds.size()))) {
      case SWAP -> {
        typed.appendCodePoint(characters[i + 1]).appendCodePoint(wanted);
        return 1;
      }
      case INSERT -> typed.appendCodePoint(wanted).appendCodePoint(beside(wanted, random));
      case SUBSTITUTE -> typed.appendCodePoint(beside(wanted, random));
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

  private static int beside(int wanted, RandomGenerator random) {
    var keys = Keyboard.neighbours(wanted);
    return keys.isEmpty() ? wanted : keys.charAt(random.nextInt(keys.length()));
  }
}
