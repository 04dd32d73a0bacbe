package dev.siamese.tensor.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A recursive descent parser of {@code name(key=value, …)} and of weighted sums of such terms.
 *
 * <pre>
 * sum   = term { "+" [ number ( "*" | "·" ) ] term }
 * term  = name [ "(" [ key "=" value { "," key "=" value } ] ")" ] | "(" sum ")"
 * value = number | sum | "[" [ value { "," value } ] "]"
 * </pre>
 */
final class SpecText {

  private static final int MAX_LENGTH = 2000; // bounds the depth of recursion
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern NAME = Pattern.compile("[\\p{Alpha}_][\\w$.-]*");
  private static final Pattern KEY = Pattern.compile("\\w+");
  private static final Pattern SPACE = Pattern.compile("\\s*");

  private final String text;
  private int position;

  private SpecText(String text) {
    this.text = text;
  }

  /**
   * The text as JSON: a string for a name without arguments, otherwise an object with a {@code
   * type}.
   *
   * @throws IllegalArgumentException with the position of the first syntax error
   */
  static JsonElement parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a text of %,d characters is not of the form name(key=value, …): at most %,d are read"
              .formatted(text.length(), MAX_LENGTH));
    }
    var parser = new SpecText(text);
    var result = parser.sum();
    if (parser.position < text.length()) {
      throw parser.error("the end");
    }
    return result;
  }

  private JsonElement sum() {
    var sum = term();
    while (accept("+")) {
      var weight = match(NUMBER);
      if (weight != null && !accept("*") && !accept("·")) {
        throw error("\"*\" after the weight");
      }
      var next = new JsonObject();
      next.addProperty("type", "weighted-sum");
      next.add("first", sum);
      next.add("second", term());
      next.addProperty("weight", weight == null ? 1 : Double.parseDouble(weight));
      sum = next;
    }
    return sum;
  }

  private JsonElement term() {
    if (accept("(")) {
      var sum = sum();
      expect(")");
      return sum;
    }
    var name = match(NAME);
    if (name == null) {
      throw error("a name");
    }
    if (!accept("(")) {
      return new JsonPrimitive(name);
    }
    var result = new JsonObject();
    result.addProperty("type", name);
    if (!accept(")")) {
      do {
        argument(result);
      } while (accept(","));
      expect(")");
    }
    return result;
  }

  private void argument(JsonObject result) {
    var key = match(KEY);
    if (key == null) {
      throw error("key=value");
    }
    expect("=");
    if (result.has(key)) {
      throw new IllegalArgumentException("%s is given twice in \"%s\"".formatted(key, text));
    }
    result.add(key, value());
  }

  private JsonElement value() {
    if (accept("[")) {
      var list = new JsonArray();
      if (!accept("]")) {
        do {
          list.add(value());
        } while (accept(","));
        expect("]");
      }
      return list;
    }
    var number = match(NUMBER);
    if (number != null) {
      return new JsonPrimitive(Double.valueOf(number));
    }
    var value = sum();
    boolean isBoolean = value.isJsonPrimitive() && value.getAsString().matches("true|false");
    return isBoolean ? new JsonPrimitive(Boolean.valueOf(value.getAsString())) : value;
  }

  private boolean accept(String symbol) {
    match(SPACE);
    if (!text.startsWith(symbol, position)) {
      return false;
    }
    position += symbol.length();
    match(SPACE);
    return true;
  }

  private void expect(String symbol) {
    if (!accept(symbol)) {
      throw error("\"" + symbol + "\"");
    }
  }

  /** The text that matches at the current position, which moves behind it; null if none does. */
  private String match(Pattern pattern) {
    if (pattern != SPACE) {
      match(SPACE);
    }
    var matcher = pattern.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    position = matcher.end();
    var found = matcher.group();
    if (pattern != SPACE) {
      match(SPACE);
    }
    return found;
  }

  private IllegalArgumentException error(String expected) {
    return new IllegalArgumentException(
        "\"%s\" is not of the form name(key=value, …): expected %s at character %d"
            .formatted(text, expected, position + 1));
  }

  /** A class name in kebab case: "norm-penalty" for "NormPenalty". */
  static String kebab(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
