package dev.siamese.tensor.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;

/**
 * JSON of records with components of open interfaces, such as a network's configuration: an
 * implementation of such an interface is written with its class as {@code type}, followed by its
 * components. The package is left out where it is that of the interface.
 *
 * <p>Reading is strict, see {@link StrictRecords}. A class named in a file must be one of the
 * {@link AllowedClasses}, and is not initialised before it is known to implement the interface.
 */
public final class PolymorphicJson implements TypeAdapterFactory {

  private final List<Class<?>> interfaces;

  private PolymorphicJson(List<Class<?>> interfaces) {
    this.interfaces = interfaces;
  }

  /**
   * Reads and writes records with components of these interfaces.
   *
   * @param interfaces the open interfaces
   * @return the reader and writer
   */
  public static Gson gson(Class<?>... interfaces) {
    return new GsonBuilder()
        .setPrettyPrinting()
        .disableHtmlEscaping()
        .registerTypeAdapterFactory(new StrictRecords())
        .registerTypeAdapterFactory(new PolymorphicJson(List.of(interfaces)))
        .create();
  }

  @Override
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> declared) {
    return interfaces.stream()
        .filter(each -> each.isAssignableFrom(declared.getRawType()))
        .findFirst()
        .map(open -> new TypeTagAdapter<T>(gson, open))
        .orElse(null);
  }

  /** For components declared as an open interface or as an implementation of it. */
  private final class TypeTagAdapter<T> extends TypeAdapter<T> {

    private static final String TYPE = "type";
    private static final String VALUE = "value"; // the name of an enum constant

    private final Gson gson;
    private final Class<?> open;

    TypeTagAdapter(Gson gson, Class<?> open) {
      this.gson = gson;
      this.open = open;
    }

    @Override
    public void write(JsonWriter out, T value) throws IOException {
      if (value == null) {
        out.nullValue();
        return;
      }
      var type = type(value);
      if (!type.isRecord() && !type.isEnum()) {
        throw new JsonParseException(
            "%s of class %s cannot be written as JSON: make it a record or an enum"
                .formatted(open.getSimpleName(), type.getName()));
      }
      AllowedClasses.written(type);
      var json = new JsonObject();
      json.addProperty(TYPE, name(type));
      var content = tree(type, value);
      if (content.isJsonObject()) {
        content.getAsJsonObject().asMap().forEach(json::add);
      } else {
        json.add(VALUE, content);
      }
      gson.getAdapter(JsonElement.class).write(out, json);
    }

    @SuppressWarnings("unchecked") // the adapter is for the value's own class
    private JsonElement tree(Class<?> type, T value) {
      var adapter = gson.getDelegateAdapter(PolymorphicJson.this, TypeToken.get(type));
      return ((TypeAdapter<T>) adapter).toJsonTree(value);
    }

    @Override
    @SuppressWarnings("unchecked") // implementation(…) has checked it
    public T read(JsonReader in) throws IOException {
      var element = gson.getAdapter(JsonElement.class).read(in);
      if (element.isJsonNull()) {
        return null;
      }
      var tag = element.isJsonObject() ? element.getAsJsonObject().get(TYPE) : null;
      if (tag == null || !tag.isJsonPrimitive()) {
        throw new JsonParseException(
            "%s must be a JSON object with a \"type\", not %s"
                .formatted(open.getSimpleName(), element));
      }
      var type = implementation(tag.getAsString());
      var json = element.getAsJsonObject();
      json.remove(TYPE);
      return (T)
          gson.getDelegateAdapter(PolymorphicJson.this, TypeToken.get(type))
              .fromJsonTree(type.isEnum() && json.has(VALUE) ? json.get(VALUE) : json);
    }

    private Class<?> implementation(String name) {
      var className = JsonAliases.INSTANCE.className(name, open.getPackageName());
      Class<?> type;
      try {
        type = AllowedClasses.find(className, PolymorphicJson.class.getClassLoader());
      } catch (IllegalArgumentException e) {
        throw new JsonParseException(e.getMessage(), e);
      } catch (ClassNotFoundException | LinkageError e) {
        throw new JsonParseException(
            "the %s \"%s\" is not on the class path".formatted(open.getSimpleName(), name), e);
      }
      if (!open.isAssignableFrom(type) || !(type.isRecord() || type.isEnum())) {
        throw new JsonParseException(
            "\"%s\" is no record or enum that implements %s".formatted(name, open.getName()));
      }
      return type;
    }

    private String name(Class<?> type) {
      var prefix = open.getPackageName() + ".";
      return type.getPackageName().equals(open.getPackageName())
          ? type.getName().substring(prefix.length())
          : type.getName();
    }
  }

  /** A constant with a body has a class of its own: the enum is meant. */
  private static Class<?> type(Object value) {
    return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
  }
}
