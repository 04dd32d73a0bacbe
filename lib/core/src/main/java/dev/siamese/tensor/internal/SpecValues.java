package dev.siamese.tensor.internal;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import java.lang.reflect.RecordComponent;

/** Numbers, booleans and lists of them as JSON. */
final class SpecValues {

  private static final Gson GSON = new Gson();

  private SpecValues() {}

  static JsonElement toJson(RecordComponent component, Object value) {
    return GSON.toJsonTree(value, component.getGenericType());
  }

  /**
   * The value of a component.
   *
   * @param name of the record, for the error message
   * @throws IllegalArgumentException if the value is of another type
   */
  static Object fromJson(String name, RecordComponent component, JsonElement value) {
    try {
      if (isExact(component.getType(), value)) {
        return GSON.fromJson(value, component.getGenericType());
      }
    } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
      // reported below
    }
    throw new IllegalArgumentException(
        "%s of %s must be of type %s, not %s"
            .formatted(
                component.getName(),
                name,
                component.getGenericType().getTypeName().replaceAll("\\w+\\.", ""),
                value));
  }

  /** Whether Gson would convert the value without loss: it truncates numbers and reads any word. */
  private static boolean isExact(Class<?> type, JsonElement value) {
    if (type == boolean.class) {
      return value.getAsJsonPrimitive().isBoolean();
    }
    return type != int.class || value.getAsDouble() == value.getAsInt();
  }
}
