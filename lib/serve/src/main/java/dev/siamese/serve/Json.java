package dev.siamese.serve;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of a JSON body, with errors that name them. */
final class Json {

  private static final TypeAdapter<JsonElement> STRICT = new Gson().getAdapter(JsonElement.class);

  private Json() {}

  /**
   * Parses an object.
   *
   * @throws HttpError 400 for anything else
   */
  static JsonObject object(byte[] body) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return object(STRICT.fromJson(text), "the body");
    } catch (CharacterCodingException e) {
      throw HttpError.badRequest("the body is not UTF-8");
    } catch (IOException | JsonParseException | NumberFormatException | IllegalStateException e) {
      throw HttpError.badRequest("the body is not valid JSON: " + firstLine(e.getMessage()));
    }
  }

  private static String firstLine(String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }

  static JsonObject object(JsonElement value, String name) {
    if (value == null || !value.isJsonObject()) {
      throw HttpError.badRequest(name + " must be a JSON object");
    }
    return value.getAsJsonObject();
  }

  static JsonArray array(JsonElement value, String name) {
    if (value == null || !value.isJsonArray()) {
      throw HttpError.badRequest(name + " must be an array");
    }
    return value.getAsJsonArray();
  }

  /** Parameters of the address as an object: some as strings, others as numbers. */
  static JsonObject parameters(Request request, List<String> strings, List<String> numbers) {
    var object = new JsonObject();
    for (var name : strings) {
      if (request.parameter(name) != null) {
        object.addProperty(name, request.parameter(name));
      }
    }
    for (var name : numbers) {
      var text = request.parameter(name);
      try {
        if (text != null) {
          object.addProperty(name, Double.valueOf(text));
        }
      } catch (NumberFormatException e) {
        throw HttpError.badRequest("%s must be a number, not '%s'".formatted(name, text));
      }
    }
    return object;
  }

  private static JsonPrimitive primitive(JsonElement value, String name, String expected) {
    if (value == null || !value.isJsonPrimitive()) {
      throw HttpError.badRequest("%s must be %s".formatted(name, expected));
    }
    return value.getAsJsonPrimitive();
  }

  static String string(JsonElement value, String name) {
    var primitive = primitive(value, name, "a string");
    if (!primitive.isString()) {
      throw HttpError.badRequest(name + " must be a string");
    }
    return primitive.getAsString();
  }

  /** A finite number. */
  static double number(JsonElement value, String name) {
    var primitive = primitive(value, name, "a number");
    double number = primitive.isNumber() ? primitive.getAsDouble() : Double.NaN;
    if (!Double.isFinite(number)) {
      throw HttpError.badRequest(name + " must be a finite number");
    }
    return number;
  }

  /** The bytes of base64, also of a data URL. */
  static byte[] base64(JsonElement value, String name) {
    var text = string(value, name);
    try {
      return Base64.getDecoder().decode(text.replaceFirst("^data:[^,]{0,100},", ""));
    } catch (IllegalArgumentException e) {
      throw HttpError.badRequest(name + " must be base64: " + e.getMessage());
    }
  }

  /** An array of finite numbers. */
  static float[] vector(JsonElement value, String name) {
    var array = array(value, name);
    if (array.isEmpty()) {
      throw HttpError.badRequest(name + " must have at least one number");
    }
    var vector = new float[array.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) number(array.get(i), name + "[" + i + "]");
    }
    return vector;
  }

  /** An object of field names to texts, numbers, booleans or null. */
  static Map<String, String> record(JsonElement value, String name) {
    var fields = new LinkedHashMap<String, String>();
    for (var entry : object(value, name).entrySet()) {
      var field = entry.getValue();
      fields.put(
          entry.getKey(),
          field.isJsonNull()
              ? ""
              : primitive(field, name + "." + entry.getKey(), "a string or a number")
                  .getAsString());
    }
    return fields;
  }
}
