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
 * JSON of records some of whose components are of open interfaces, such as a network's plan: what
 * implements one is written with a {@code type}, its class, before its own components. The package
 * is left out where it is that of the interface.
 */
public final class PolymorphicJson implements TypeAdapterFactory {

  private final List<Class<?>> interfaces;

  private PolymorphicJson(List<Class<?>> interfaces) {
    this.interfaces = interfaces;
  }

  /** Reads and writes records with such components. */
  public static Gson gson(Class<?>... interfaces) {
    return new GsonBuilder()
        .setPrettyPrinting()
        .disableHtmlEscaping()
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

  /** Of what is declared as an open interface, or as something that implements it. */
  private final class TypeTagAdapter<T> extends TypeAdapter<T> {

    private static final String TYPE = "type";
    private static final String VALUE = "value"; // of what has no components: a constant's name

    private final Gson gson;
    private final Class<?> open;

    TypeTagAdapter(Gson gson, Class<?> open) {
      this.gson = gson;
      this.open = open;
    }

    @Override
    public void write(JsonWriter out, T part) throws IOException {
      var type = type(part);
      if (type.isSynthetic() || type.isHidden()) {
        throw new JsonParseException(
            "a lambda cannot be written down: let a record be the " + open.getSimpleName());
      }
      var json = new JsonObject();
      json.addProperty(TYPE, name(type));
      var content = tree(type, part);
      if (content.isJsonObject()) {
        content.getAsJsonObject().asMap().forEach(json::add);
      } else {
        json.add(VALUE, content);
      }
      gson.getAdapter(JsonElement.class).write(out, json);
    }

    @SuppressWarnings("unchecked") // the adapter is of the part's own type
    private JsonElement tree(Class<?> type, T part) {
      var adapter = gson.getDelegateAdapter(PolymorphicJson.this, TypeToken.get(type));
      return ((TypeAdapter<T>) adapter).toJsonTree(part);
    }

    @Override
    @SuppressWarnings("unchecked") // asSubclass has checked it
    public T read(JsonReader in) throws IOException {
      var json = gson.getAdapter(JsonObject.class).read(in);
      if (!json.has(TYPE)) {
        throw new JsonParseException(
            "a part that is a %s has no \"type\": %s".formatted(open.getSimpleName(), json));
      }
      var name = json.remove(TYPE).getAsString();
      try {
        var full = name.contains(".") ? name : open.getPackageName() + "." + name;
        var type = Class.forName(full).asSubclass(open);
        var content = json.has(VALUE) && json.size() == 1 ? json.get(VALUE) : json;
        return (T)
            gson.getDelegateAdapter(PolymorphicJson.this, TypeToken.get(type))
                .fromJsonTree(content);
      } catch (ClassNotFoundException | ClassCastException e) {
        throw new JsonParseException(
            "its %s is a %s, which is not on the class path".formatted(open.getSimpleName(), name),
            e);
      }
    }

    private String name(Class<?> type) {
      var prefix = open.getPackageName() + ".";
      return type.getPackageName().equals(open.getPackageName())
          ? type.getName().substring(prefix.length())
          : type.getName();
    }
  }

  /** A constant with a body of its own has a class of its own: the enum is meant. */
  private static Class<?> type(Object part) {
    return part instanceof Enum<?> constant ? constant.getDeclaringClass() : part.getClass();
  }
}
