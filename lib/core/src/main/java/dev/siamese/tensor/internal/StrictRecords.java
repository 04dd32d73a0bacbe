package dev.siamese.tensor.internal;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * JSON of records and enums that is read strictly, where Gson alone would turn an unknown name or a
 * missing value into 0, false or null.
 *
 * <p>A component may be missing if it is {@link JsonOptional}, or if the record has a constructor
 * without parameters, which then gives its default. Names of earlier versions are read too, see
 * {@link JsonAliases}.
 */
final class StrictRecords implements TypeAdapterFactory {

  @Override
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> token) {
    var type = token.getRawType();
    if (type == OptionalDouble.class) {
      @SuppressWarnings("unchecked") // T is OptionalDouble
      var adapter = (TypeAdapter<T>) new OptionalDoubleAdapter();
      return adapter;
    }
    if (type.isEnum()) {
      return new EnumAdapter<>(type);
    }
    return type.isRecord()
        ? new RecordAdapter<>(gson, type, gson.getDelegateAdapter(this, token))
        : null;
  }

  private static final class RecordAdapter<T> extends TypeAdapter<T> {

    private final Gson gson;
    private final Class<?> type;
    private final TypeAdapter<T> fields;

    RecordAdapter(Gson gson, Class<?> type, TypeAdapter<T> fields) {
      this.gson = gson;
      this.type = type;
      this.fields = fields;
    }

    @Override
    public void write(JsonWriter out, T value) throws IOException {
      fields.write(out, value);
    }

    @Override
    public T read(JsonReader in) throws IOException {
      var element = gson.getAdapter(JsonElement.class).read(in);
      if (element.isJsonNull()) {
        return null;
      }
      if (!element.isJsonObject()) {
        throw new JsonParseException(
            "%s must be a JSON object, not %s".formatted(type.getSimpleName(), element));
      }
      var json = JsonAliases.INSTANCE.renameComponents(type, element.getAsJsonObject());
      requireKnown(json);
      addDefaults(json);
      try {
        return fields.fromJsonTree(json);
      } catch (JsonParseException e) {
        throw e;
      } catch (RuntimeException e) { // Gson wraps what the record's constructor throws
        var cause = e.getCause() == null ? e : e.getCause();
        throw new JsonParseException(type.getSimpleName() + ": " + cause.getMessage(), cause);
      }
    }

    private void requireKnown(JsonObject json) {
      var known =
          Arrays.stream(type.getRecordComponents()).map(component -> component.getName()).toList();
      for (var name : json.keySet()) {
        if (!known.contains(name)) {
          throw new JsonParseException(
              "%s has no component \"%s\"; its components are: %s"
                  .formatted(type.getSimpleName(), name, String.join(", ", known)));
        }
      }
    }

    private void addDefaults(JsonObject json) {
      var missing =
          Arrays.stream(type.getRecordComponents())
              .filter(component -> !component.isAnnotationPresent(JsonOptional.class))
              .map(component -> component.getName())
              .filter(name -> !json.has(name) || json.get(name).isJsonNull())
              .toList();
      if (missing.isEmpty()) {
        return;
      }
      var defaults = defaults(missing);
      missing.forEach(name -> json.add(name, defaults.get(name)));
    }

    private JsonObject defaults(List<String> missing) {
      return RecordReflection.defaults(type)
          .map(this::tree)
          .orElseThrow(
              () ->
                  new JsonParseException(
                      "%s needs a value for \"%s\""
                          .formatted(type.getSimpleName(), String.join("\", \"", missing))));
    }

    @SuppressWarnings("unchecked") // a value of T, whose class is the type
    private JsonObject tree(Object value) {
      return fields.toJsonTree((T) value).getAsJsonObject();
    }
  }

  /** A number, or null for an empty optional. */
  private static final class OptionalDoubleAdapter extends TypeAdapter<OptionalDouble> {

    @Override
    public void write(JsonWriter out, OptionalDouble value) throws IOException {
      if (value == null || value.isEmpty()) {
        out.nullValue();
      } else {
        out.value(value.getAsDouble());
      }
    }

    @Override
    public OptionalDouble read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return OptionalDouble.empty();
      }
      return OptionalDouble.of(in.nextDouble());
    }
  }

  private static final class EnumAdapter<T> extends TypeAdapter<T> {

    private final Class<?> type;

    EnumAdapter(Class<?> type) {
      this.type = type;
    }

    @Override
    public void write(JsonWriter out, T value) throws IOException {
      out.value(value == null ? null : ((Enum<?>) value).name());
    }

    @Override
    @SuppressWarnings("unchecked") // the constants are of T
    public T read(JsonReader in) throws IOException {
      var name = in.nextString();
      for (var constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(name)) {
          return (T) constant;
        }
      }
      throw new JsonParseException(
          "%s has no constant \"%s\"; its constants are: %s"
              .formatted(
                  type.getSimpleName(),
                  name,
                  Arrays.stream(type.getEnumConstants())
                      .map(constant -> ((Enum<?>) constant).name())
                      .collect(Collectors.joining(", "))));
    }
  }
}
