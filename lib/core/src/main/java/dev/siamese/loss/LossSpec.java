package dev.siamese.loss;

import dev.siamese.distance.Distance;
import dev.siamese.mining.MultiSimilarityMiner;
import dev.siamese.mining.PairMiner;
import dev.siamese.mining.PairMiners;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is said of a loss: its name, and values by key. Remembers what it has been asked for. */
final class LossSpec {

  private static final Pattern CALL =
      Pattern.compile("\\s*([\\w-]+)\\s*(?:\\(\\s*(.*?)\\s*\\))?\\s*");

  private final String name;
  private final Distance distance;
  private final Map<String, String> entries;
  private final Set<String> usedKeys = new LinkedHashSet<>();

  private LossSpec(String name, Distance distance, Map<String, String> given) {
    this.name = name;
    this.distance = distance;
    this.entries = given;
  }

  /** Reads {@code name} or {@code name(key=value, …)}. */
  static LossSpec parse(String text, Distance distance) {
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
    return new LossSpec(call.group(1), distance, given);
  }

  String name() {
    return name;
  }

  Distance distance() {
    return distance;
  }

  double doubleValue(String key, double usual) {
    var text = use(key);
    try {
      return text == null ? usual : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s of %s is a number, not \"%s\"".formatted(key, name, text), e);
    }
  }

  /** One of an enum's values, by what it prints. */
  <E extends Enum<E>> E enumValue(String key, E usual) {
    var text = use(key);
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
    var text = entries.get(key);
    if (text != null && text.startsWith("multi-similarity")) {
      var mining = parse(use(key), distance);
      var result = new MultiSimilarityMiner(mining.doubleValue("epsilon", 0.1));
      mining.requireAllUsed();
      return result;
    }
    return text == null && use(key) == null ? usual : enumValue(key, PairMiners.ALL);
  }

  private String use(String key) {
    usedKeys.add(key);
    return entries.get(key);
  }

  /** Refuses keys that nobody has asked for. */
  void requireAllUsed() {
    for (var key : entries.keySet()) {
      if (!usedKeys.contains(key)) {
        throw new IllegalArgumentException(
            "%s has no \"%s\", only %s".formatted(name, key, String.join(", ", usedKeys)));
      }
    }
  }
}
