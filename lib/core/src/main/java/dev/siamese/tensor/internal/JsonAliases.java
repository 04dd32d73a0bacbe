package dev.siamese.tensor.internal;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names of types and record components that earlier versions wrote, and today's names for them: the
 * resource {@code aliases.json}.
 *
 * @param packages old package to new package
 * @param types old simple name, nested classes with a {@code $}, to new simple name
 * @param components for each record, by the full name of its class, old component name to new one
 */
record JsonAliases(
    Map<String, String> packages,
    Map<String, String> types,
    Map<String, Map<String, String>> components) {

  static final JsonAliases INSTANCE = read();

  private static JsonAliases read() {
    try (var stream = JsonAliases.class.getResourceAsStream("aliases.json");
        var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, JsonAliases.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read aliases.json from the class path", e);
    }
  }

  /**
   * The full name of the class that a file means.
   *
   * @param name as written: a full name, or a name in the default package
   * @param defaultPackage the package of a name without one
   */
  String className(String name, String defaultPackage) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return defaultPackage + "." + types.getOrDefault(name, name);
    }
    var oldPackage = name.substring(0, dot);
    var simple = name.substring(dot + 1);
    return packages.containsKey(oldPackage)
        ? packages.get(oldPackage) + "." + types.getOrDefault(simple, simple)
        : name;
  }

  /** A copy of a record's JSON in which its old component names are replaced by the new ones. */
  JsonObject renameComponents(Class<?> type, JsonObject json) {
    var renames = components.getOrDefault(type.getName(), Map.of());
    var current =
        Arrays.stream(type.getRecordComponents())
            .map(component -> component.getName())
            .collect(Collectors.toSet());
    var renamed = new JsonObject();
    json.asMap()
        .forEach(
            (name, value) ->
                renamed.add(
                    current.contains(name) ? name : renames.getOrDefault(name, name), value));
    return renamed;
  }
}
