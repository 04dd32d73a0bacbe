package dev.siamese;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the numbers that the Python scripts under {@code fixtures} have made. */
public final class PyTorchFixtures {

  private static final Gson GSON = new Gson();

  private PyTorchFixtures() {}

  /** The content of {@code fixtures/<name>.json}. */
  public static JsonElement read(String name) {
    try (var in = PyTorchFixtures.class.getResourceAsStream("/fixtures/" + name + ".json");
        var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return GSON.fromJson(reader, JsonElement.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of it as arrays, records and numbers. */
  public static <T> T as(JsonElement element, Class<T> type) {
    return GSON.fromJson(element, type);
  }
}
