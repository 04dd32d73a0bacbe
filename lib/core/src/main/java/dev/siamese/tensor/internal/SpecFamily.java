package dev.siamese.tensor.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapterFactory;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The named implementations of an interface: records, by their components, and enum constants.
 *
 * <p>A value is written as text, {@code triplet(margin=0.3, distance=cosine)}, or as JSON, {@code
 * {"type": "Triplet", "margin": 0.3, "distance": "cosine"}}, where a string is in the text form.
 * The name of a record is that of its class without the family's suffix, in kebab case; that of a
 * constant is its {@code toString()}. A component that is left out is as in the record's
 * constructor without parameters. Other records go by their full names ({@link AllowedClasses}).
 */
public final class SpecFamily<T> {

  private final Class<T> type;
  private final String suffix;
  private final List<SpecFamily<?>> nested;
  private final Map<String, Class<? extends T>> records = new TreeMap<>();
  private final Map<String, T> constants = new TreeMap<>();

  /**
   * A family of that interface.
   *
   * @param type the interface
   * @param suffix of the class names, such as "Loss", which names leave out
   * @param nested the families of the components
   */
  public SpecFamily(Class<T> type, String suffix, SpecFamily<?>... nested) {
    this.type = type;
    this.suffix = suffix;
    this.nested = new ArrayList<>(List.of(nested));
    this.nested.add(this);
  }

  /**
   * Adds record classes.
   *
   * @param classes the record classes
   * @return this family
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final SpecFamily<T> withRecords(Class<? extends T>... classes) {
    for (var each : classes) {
      records.put(shortName(each), each);
    }
    return this;
  }

  /**
   * Adds constants, by what they print.
   *
   * @param values the constants
   * @return this family
   */
  public SpecFamily<T> withConstants(List<? extends T> values) {
    values.forEach(value -> constants.put(value.toString(), value));
    return this;
  }

  /** {@return all names, sorted} */
  public List<String> names() {
    var names = new ArrayList<>(records.keySet());
    names.addAll(constants.keySet());
    return names.stream().sorted().toList();
  }

  /**
   * Reads the text form.
   *
   * @param text such as {@code triplet(margin=0.3)}
   * @return the value
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   */
  public T parse(String text) {
    return read(SpecText.parse(text));
  }

  /**
   * Reads the JSON form; a string is read as the text form.
   *
   * @param json an object with a {@code type}, or a string
   * @return the value
   */
  public T read(JsonElement json) {
    if (json.isJsonPrimitive()) {
      var parsed = SpecText.parse(json.getAsString());
      return parsed.isJsonPrimitive()
          ? create(parsed.getAsString(), new JsonObject())
          : read(parsed);
    }
    if (!json.isJsonObject()
        || !(json.getAsJsonObject().get("type") instanceof JsonPrimitive tag)) {
      throw new IllegalArgumentException(
          "a %s is a text or an object with a \"type\", not %s"
              .formatted(SpecText.kebab(suffix), json));
    }
    var object = json.getAsJsonObject().deepCopy();
    object.remove("type");
    if (object.get("value") instanceof JsonPrimitive value
        && object.size() == 1) { // of version 0.1
      var constant = value.getAsString().toLowerCase(Locale.ROOT).replace('_', '-');
      return create(constant, new JsonObject());
    }
    return create(tag.getAsString(), object);
  }

  private T create(String name, JsonObject arguments) {
    var constant = constants.get(name);
    if (constant != null) {
      if (arguments.size() > 0) {
        throw new IllegalArgumentException("%s has no parameters: %s".formatted(name, arguments));
      }
      return constant;
    }
    var known = records.get(name.contains("-") ? name : SpecText.kebab(withoutSuffix(name)));
    var record =
        known == null ? RecordReflection.find(name, type).orElseThrow(() -> unknown(name)) : known;
    var components = record.getRecordComponents();
    RecordReflection.requireComponents(record, name, arguments.keySet());
    var defaults = RecordReflection.defaults(record);
    var values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      var argument = arguments.get(components[i].getName());
      if (argument == null && defaults.isEmpty()) {
        throw new IllegalArgumentException(
            "%s needs a value of %s".formatted(name, components[i].getName()));
      }
      values[i] =
          argument == null
              ? RecordReflection.valueOf(components[i], defaults.get())
              : convert(name, components[i], argument);
    }
    return RecordReflection.create(record, values);
  }

  private Object convert(String name, RecordComponent component, JsonElement value) {
    for (var family : nested) {
      if (component.getType() == family.type) {
        return family.read(value);
      }
    }
    return SpecValues.fromJson(name, component, value);
  }

  /**
   * {@return the text form, with the components that differ from the defaults}
   *
   * @param value a value of the family
   */
  public String print(T value) {
    var record = AllowedClasses.written(value.getClass());
    var defaults = RecordReflection.defaults(record);
    var arguments = new ArrayList<String>();
    for (var component : record.getRecordComponents()) {
      var own = RecordReflection.valueOf(component, value);
      if (defaults.isEmpty() || !own.equals(RecordReflection.valueOf(component, defaults.get()))) {
        arguments.add(component.getName() + "=" + own);
      }
    }
    return name(record) + (arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")");
  }

  /**
   * {@return the same value with another value of one component; empty if there is none}
   *
   * @param value a value of the family
   * @param component its name
   * @param replacement the other value
   */
  public Optional<T> with(T value, String component, Object replacement) {
    var components = value.getClass().getRecordComponents(); // null for another class
    return components != null
            && Arrays.stream(components).anyMatch(each -> each.getName().equals(component))
        ? Optional.of(RecordReflection.with(value, component, replacement))
        : Optional.empty();
  }

  /**
   * {@return the JSON form, with all components; a string for a constant}
   *
   * @param value a value of the family
   */
  public JsonElement toJson(T value) {
    if (constants.containsValue(value)) {
      return new JsonPrimitive(value.toString());
    }
    if (!value.getClass().isRecord()) {
      throw new JsonParseException(
          "only records and named constants can be written as JSON, not " + value.getClass());
    }
    var json = new JsonObject();
    var record = AllowedClasses.written(value.getClass());
    var tag = records.containsValue(record) ? record.getSimpleName() : record.getName();
    json.addProperty("type", tag);
    for (var each : record.getRecordComponents()) {
      json.add(each.getName(), componentToJson(each, RecordReflection.valueOf(each, value)));
    }
    return json;
  }

  private JsonElement componentToJson(RecordComponent component, Object value) {
    for (var family : nested) {
      if (component.getType() == family.type) {
        return family.castAndWrite(value);
      }
    }
    return SpecValues.toJson(component, value);
  }

  private JsonElement castAndWrite(Object value) {
    return toJson(type.cast(value));
  }

  /** {@return a Gson factory for what is declared as the interface or as what implements it} */
  public TypeAdapterFactory adapterFactory() {
    return new SpecAdapterFactory<>(this, type);
  }

  private String name(Class<?> record) {
    return records.containsValue(record) ? shortName(record) : record.getName();
  }

  private String shortName(Class<?> record) {
    return SpecText.kebab(withoutSuffix(record.getSimpleName()));
  }

  private String withoutSuffix(String name) {
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }

  private IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "there is no %s \"%s\"; use one of %s, or the full class name of a record"
            .formatted(SpecText.kebab(suffix), name, String.join(", ", names())));
  }
}
