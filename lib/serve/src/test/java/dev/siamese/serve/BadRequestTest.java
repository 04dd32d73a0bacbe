package dev.siamese.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.SimpleCnn;
import dev.siamese.tensor.Seed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every bad request gets a status and one sentence, and the server goes on. */
class BadRequestTest {

  private static final int MAX_BYTES = 100_000;

  private final Encoder encoder =
      Encoder.create(
          new ImageInput(16, true), new SimpleCnn(List.of(3), 5), Device.cpu(), new Seed(1));
  private final Server server =
      Server.start(
          encoder,
          ServerOptions.defaults()
              .withAddress("127.0.0.1", 0)
              .withLimits(MAX_BYTES, 1_000_000, 1000));
  private final Client client = new Client(server);

  @AfterEach
  void stop() throws IOException, InterruptedException {
    assertEquals(200, client.get("/health").statusCode());
    server.close();
    encoder.close();
  }

  private static void assertError(int status, String part, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    var message = Client.error(response);
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n") || message.contains("Exception"), message);
  }

  private HttpResponse<String> json(String path, String text)
      throws IOException, InterruptedException {
    return client.post(path, "application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void brokenJson() throws IOException, InterruptedException {
    assertError(400, "not valid JSON", json("/embed", "{\"image\": "));
    assertError(400, "not valid JSON", json("/embed", "{image: 'x'}"));
    assertError(400, "must be a JSON object", json("/embed", "[1, 2]"));
    assertError(400, "not valid JSON", json("/embed", ""));
    assertError(400, "UTF-8", client.post("/embed", "application/json", new byte[] {'"', -1}));
    var deep = "[".repeat(50_000);
    assertError(400, "JSON", json("/embed", deep));
  }

  @Test
  void wrongFields() throws IOException, InterruptedException {
    assertError(400, "exactly one of image, audio", json("/embed", "{}"));
    assertError(400, "[image, text]", json("/embed", "{\"image\": \"\", \"text\": \"\"}"));
    assertError(400, "image must be a string", json("/embed", "{\"image\": 5}"));
    assertError(400, "image must be base64", json("/embed", "{\"image\": \"***\"}"));
    assertError(400, "vector[1]", json("/embed", "{\"vector\": [1, \"x\"]}"));
    assertError(400, "vector[0]", json("/embed", "{\"vector\": [1e999]}"));
    assertError(400, "first must be a JSON object", json("/verify", "{}"));
    assertError(400, "samples must have", json("/embed", "{\"samples\": []}"));
    var png = Client.file(Client.picture(1), "png");
    assertError(400, "k must be a number", client.post("/search?k=x", "image/png", png));
    assertError(400, "k must be a whole", client.post("/search?k=0", "image/png", png));
    assertError(400, "in must be", client.post("/search?in=x", "image/png", png));
    assertError(404, "no folder", client.post("/search?in=images", "image/png", png));
    assertError(404, "no folder", client.get("/images?key=x"));
    assertError(400, "name must be", client.post("/enroll", "image/png", png));
    assertError(400, "name must have", client.post("/enroll?name=%0A%20", "image/png", png));
  }

  @Test
  void wrongContentTypes() throws IOException, InterruptedException {
    assertError(415, "'application/xml'", client.post("/embed", "application/xml", new byte[9]));
    assertError(415, "''", client.send(client.request("/embed").POST(BodyPublishers.noBody())));
    assertError(415, "application/json", client.post("/verify", "image/png", new byte[9]));
  }

  @Test
  void notAnImage() throws IOException, InterruptedException {
    assertError(422, "cannot read the image", client.post("/embed", "image/png", new byte[99]));
    assertError(422, "cannot read the image", client.post("/embed", "image/png", new byte[0]));
    var png = Client.file(Client.picture(1), "png");
    var half = Arrays.copyOf(png, png.length / 2);
    assertError(422, "cannot read the image", client.post("/embed", "image/png", half));
  }

  @Test
  void anImageWithoutInk() throws IOException, InterruptedException {
    var input = ImageInput.croppedWriting(16, 16);
    try (var ofWriting =
            Encoder.create(input, new SimpleCnn(List.of(3), 5), Device.cpu(), new Seed(1));
        var other = Server.start(ofWriting, ServerOptions.defaults().withAddress("127.0.0.1", 0))) {
      var blank = Client.file(new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB), "png");
      assertError(422, "no ink", new Client(other).post("/embed", "image/png", blank));
    }
  }

  @Test
  void samplesOfAnotherKind() throws IOException, InterruptedException {
    for (var sample :
        List.of(
            Map.of("text", "a text"),
            Map.of("vector", List.of(1, 2)),
            Map.of("record", Map.of("name", "x")))) {
      assertEquals(422, client.post("/embed", sample).statusCode(), sample.toString());
    }
    assertError(422, "the sound", client.post("/embed", "audio/wav", new byte[99]));
  }

  @Test
  void tooLarge() throws IOException, InterruptedException {
    var body = new byte[MAX_BYTES + 1];
    assertError(413, "longer than 100000 bytes", client.post("/embed", "image/png", body));
    var chunked =
        client
            .request("/embed")
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    assertError(413, "longer than 100000 bytes", client.send(chunked));
  }

  @Test
  void manyPixelsInAFewBytes() throws IOException, InterruptedException {
    var image = new BufferedImage(1001, 1000, BufferedImage.TYPE_BYTE_BINARY);
    var png = Client.file(image, "png");
    assertTrue(png.length < 10_000);
    assertError(413, "1001000 pixels", client.post("/embed", "image/png", png));
    var fits = new BufferedImage(900, 1000, BufferedImage.TYPE_BYTE_BINARY);
    var encoded = Base64.getEncoder().encodeToString(Client.file(fits, "png"));
    var sample = Map.of("image", encoded);
    assertEquals(200, client.post("/embed", sample).statusCode());
    var three = Map.of("samples", List.of(sample, sample, sample));
    assertError(413, "more than 2000000 pixels", client.post("/embed", three));
  }

  @Test
  void unknownNamesPathsAndMethods() throws IOException, InterruptedException {
    var remove = client.send(client.request("/enroll/unknown").DELETE());
    assertError(404, "'unknown' is not enrolled", remove);
    assertError(404, "no path '/nothing'", client.get("/nothing"));
    assertError(405, "use POST", client.get("/embed"));
    assertError(405, "use GET or POST", client.send(client.request("/enroll").DELETE()));
  }
}
