package dev.siamese.serve;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/** Sends requests to a server. */
record Client(URI address, HttpClient http) {

  private static final Gson GSON = new Gson();

  Client(Server server) {
    this(server.address(), HttpClient.newHttpClient());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String type, byte[] body)
      throws IOException, InterruptedException {
    return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> post(String path, Object json) throws IOException, InterruptedException {
    return post(path, "application/json", GSON.toJson(json).getBytes());
  }

  static JsonObject json(HttpResponse<String> response) {
    return GSON.fromJson(response.body(), JsonObject.class);
  }

  static String error(HttpResponse<String> response) {
    return json(response).get("error").getAsString();
  }

  static float[] vector(HttpResponse<String> response, String name) {
    return GSON.fromJson(json(response).get(name), float[].class);
  }

  /** A picture of a disc; each number gives another. */
  static BufferedImage picture(int number) {
    var image = new BufferedImage(20 + number, 24, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 40, 40);
    graphics.setColor(new Color(20 * number, 60, 200 - 10 * number));
    graphics.fillOval(number, 2, 12 + number, 15);
    graphics.dispose();
    return image;
  }

  static byte[] file(BufferedImage image, String format) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  static Map<String, Object> image(int number) throws IOException {
    return Map.of("image", Base64.getEncoder().encodeToString(file(picture(number), "png")));
  }
}
