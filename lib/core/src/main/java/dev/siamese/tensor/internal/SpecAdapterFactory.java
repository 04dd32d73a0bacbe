package dev.siamese.tensor.internal;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** Lets Gson read and write the members of a family of specifications. */
record SpecAdapterFactory<T>(SpecFamily<T> family, Class<T> type) implements TypeAdapterFactory {

  @Override
  public <V> TypeAdapter<V> create(Gson gson, TypeToken<V> declared) {
    if (!type.isAssignableFrom(declared.getRawType())) {
      return null;
    }
    var elements = gson.getAdapter(JsonElement.class);
    return new TypeAdapter<V>() {
      @Override
      public void write(JsonWriter out, V value) throws IOException {
        elements.write(out, value == null ? null : family.toJson(type.cast(value)));
      }

      @Override
      @SuppressWarnings("unchecked") // cast to the declared class first
      public V read(JsonReader in) throws IOException {
        var json = elements.read(in);
        return json.isJsonNull() ? null : (V) declared.getRawType().cast(family.read(json));
      }
    };
  }
}
