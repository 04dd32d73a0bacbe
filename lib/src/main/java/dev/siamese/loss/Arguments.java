package dev.siamese.loss;

import dev.siamese.distance.Distance;
import dev.siamese.mining.MultiSimilarityMining;
import dev.siamese.mining.PairMiner;
import dev.siamese.mining.PairMining;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is said of a loss: its name, and values by key. Remembers what it has been asked for. */
final class Arguments {

  private static final Pattern CALL =
      Pattern.compile("\\s*([\\w-]+)\\s*(?:\\(\\s*(.*?)\\s*\\))?\\s*");

  private final String name;
  private final Distance distance;
  private final Map<String, String> given;
  private final Set<String> taken = new LinkedHashSet<>();

  private Arguments(String name, Distance distance, Map<String, String> given) {
    this.name = name;
    this.distance = distance;
    this.given = given;
  }

  /** Reads {@code name} or {@code name(key=value, …)}. */
  static Arguments read(String text, Distance distance) {
    var call = CALL.matcher(text);
    if (!call.matches()) {
      throw new IllegalArgumentException(
          "a loss is written name(key=value, …), not \"" + text + "\"");
    }
    var given = new LinkedHashMap<String, String>();
    if (call.group(2) != null && !call.group(2).isEmpty()) {
      for (var part : call.group(2).split(",", -1)) {
        var pair = part.split("=", 2);
        if (pair.length != 2 || given.put(pair[0].strip(), pair[1].strip()) != null) {
          throw new IllegalArgumentException(
              "\"%s\" in \"%s\" is not a key=value of its own".formatted(part.strip(), text));
        }
      }
    }
    return new Arguments(call.group(1), distance, given);
  }

  String name() {
    return name;
  }

  Distance distance() {
    return distance;
  }

  double number(String key, double usual) {
    var text = take(key);
    try {
      return text == null ? usual : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s of %s is a number, not \"%s\"".formatted(key, name, text), e);
    }
  }

  /** One of an enum's values, by what it prints. */
  <E extends Enum<E>> E choice(String key, E usual) {
    var text = take(key);
    if (text == null) {
      return usual;
    }
    var values = usual.getDeclaringClass().getEnumConstants();
    return Arrays.stream(values)
        .filter(value -> value.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s of %s is one of %s, not \"%s\""
                        .formatted(key, name, Arrays.toString(values), text)));
  }

  /** A way to choose pairs, by what it prints. */
  PairMiner pairMiner(String key, PairMiner usual) {
    var text = given.get(key);
    if (text != null && text.startsWith("multi-similarity")) {
      var mining = read(take(key), distance);
      var result = new MultiSimilarityMining(mining.number("epsilon", 0.1));
      mining.checkAllTaken();
      return result;
    }
    return text == null && take(key) == null ? usual : choice(key, PairMining.ALL);
  }

  private String take(String key) {
    taken.add(key);
    return given.get(key);
  }

  /** Refuses keys that nobody has asked for. */
  void checkAllTaken() {
    for (var key : given.keySet()) {
      if (!taken.contains(key)) {
        throw new IllegalArgumentException(
            "%s has no \"%s\", only %s".formatted(name, key, String.join(", ", taken)));
      }
    }
  }
}
