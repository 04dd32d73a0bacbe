package dev.siamese.serve;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The status and the body of a response. */
record Response(int status, String contentType, byte[] body) {

  static final String JSON = "application/json";
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  static Response json(int status, Object value) {
    return text(status, JSON, GSON.toJson(value));
  }

  static Response json(Object value) {
    return json(200, value);
  }

  static Response text(int status, String contentType, String text) {
    return new Response(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  static Response error(int status, String message) {
    return json(status, Map.of("error", message));
  }
}
