package dev.siamese.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.google.gson.JsonObject;
import dev.siamese.data.Images;
import dev.siamese.match.Verifier;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.SimpleCnn;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the routes answer to good requests, with a small encoder of images. */
class RoutesTest {

  private static final float TOLERANCE = 1e-5f;

  @TempDir Path folder;
  private Encoder encoder;
  private Server server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    encoder =
        Encoder.create(
            new ImageInput(16, true), new SimpleCnn(List.of(3), 5), Device.cpu(), new Seed(1));
    encoder.setCard(encoder.card().withThreshold(0.01));
    var data = Files.createDirectories(folder.resolve("data/more"));
    for (int i = 0; i < 4; i++) {
      ImageIO.write(Client.picture(i), "png", data.resolve(i + " ä&.png").toFile());
    }
    restart();
  }

  private void restart() {
    close(server);
    var options =
        ServerOptions.defaults()
            .withAddress("127.0.0.1", 0)
            .withData(folder.resolve("data"), folder.resolve("cache/images"))
            .withGallery(folder.resolve("gallery.zip"));
    server = Server.start(encoder, options);
    client = new Client(server);
  }

  private static void close(Server server) {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void stop() {
    server.close();
    encoder.close();
  }

  private float[] expected(int number) {
    try (var manager = Torch.manager(Device.cpu())) {
      var image = Images.of(List.of(Client.picture(number)));
      return encoder.embed(image, manager).toFloatArray();
    }
  }

  @Test
  void embeddingsAreThoseOfTheEncoder() throws IOException, InterruptedException {
    var png = client.post("/embed", "image/png", Client.file(Client.picture(2), "png"));
    assertEquals(200, png.statusCode(), png.body());
    assertArrayEquals(expected(2), Client.vector(png, "embedding"), TOLERANCE);
    var json = client.post("/embed", Client.image(3));
    assertArrayEquals(expected(3), Client.vector(json, "embedding"), TOLERANCE);
    var jpeg = client.post("/embed", "image/jpeg; x=y", Client.file(Client.picture(2), "jpeg"));
    assertArrayEquals(expected(2), Client.vector(jpeg, "embedding"), 0.05f); // compressed
    var many = client.post("/embed", Map.of("samples", List.of(Client.image(1), Client.image(3))));
    var second = Client.json(many).getAsJsonArray("embeddings").get(1).getAsJsonArray();
    assertEquals(expected(3)[0], second.get(0).getAsFloat(), TOLERANCE);
  }

  @Test
  void pairsAreVerified() throws IOException, InterruptedException {
    var pair = Map.of("first", Client.image(0), "second", Client.image(3));
    var decision = Client.json(client.post("/verify", pair));
    var expected =
        new Verifier(encoder)
            .verify(Images.of(List.of(Client.picture(0))), Images.of(List.of(Client.picture(3))))
            .get(0);
    assertEquals(expected.distance(), decision.get("distance").getAsDouble(), TOLERANCE);
    assertEquals(expected.isMatch(), decision.get("same").getAsBoolean());
    assertEquals(0.01, decision.get("threshold").getAsDouble());
    var wide = Map.of("first", Client.image(0), "second", Client.image(3), "threshold", 1e6);
    assertTrue(Client.json(client.post("/verify", wide)).get("same").getAsBoolean());
  }

  @Test
  void pairsAreExplained() throws IOException, InterruptedException {
    var pair = Map.of("first", Client.image(0), "second", Client.image(3));
    var answer = Client.json(client.post("/explain", pair));
    var decision = Client.json(client.post("/verify", pair));
    double distance = decision.remove("distance").getAsDouble(); // other batches round differently
    assertEquals(distance, answer.get("distance").getAsDouble(), TOLERANCE);
    for (var name : decision.keySet()) {
      assertEquals(decision.get(name), answer.get(name));
    }
    var expected =
        Verifier.Explanation.of(
            encoder, Images.of(List.of(Client.picture(0))), Images.of(List.of(Client.picture(3))));
    for (var side : Map.of("first", expected.left(), "second", expected.right()).entrySet()) {
      var parts = answer.getAsJsonArray(side.getKey());
      assertEquals(side.getValue().parts().size(), parts.size());
      for (int i = 0; i < parts.size(); i++) {
        var part = parts.get(i).getAsJsonObject();
        var other = side.getValue().parts().get(i);
        assertEquals(
            other.x() + other.width(), part.get("x").getAsInt() + part.get("width").getAsInt());
        assertEquals(other.contribution(), part.get("contribution").getAsDouble(), TOLERANCE);
      }
    }
    var text =
        client.post("/explain", Map.of("first", Map.of("text", "a b"), "second", Client.image(1)));
    assertEquals(422, text.statusCode(), text.body());
  }

  @Test
  void aMissingThresholdIsNull() throws IOException, InterruptedException {
    encoder.setCard(encoder.card().withDistance(encoder.card().distance()));
    var pair = Map.of("first", Client.image(0), "second", Client.image(0));
    var decision = Client.json(client.post("/verify", pair));
    assertTrue(decision.get("same").isJsonNull() && decision.get("threshold").isJsonNull());
    assertEquals(0, decision.get("distance").getAsDouble(), TOLERANCE);
  }

  @Test
  void theNearestImagesAreFound() throws IOException, InterruptedException {
    var png = Client.file(Client.picture(2), "png");
    var found = Client.json(client.post("/search?k=3&in=images", "image/png", png));
    assertEquals(3, found.getAsJsonArray("neighbours").size());
    var nearest = found.getAsJsonArray("neighbours").get(0).getAsJsonObject();
    assertTrue(Files.exists(folder.resolve("cache/images")));
    assertEquals("more/2 ä&.png", nearest.get("name").getAsString());
    assertTrue(nearest.get("match").getAsBoolean());
    var path = "/images?key=more/2%20%C3%A4%26.png";
    var image = client.http().send(client.request(path).build(), BodyHandlers.ofInputStream());
    assertEquals(22, ImageIO.read(image.body()).getWidth());
  }

  @Test
  void samplesAreEnrolledSearchedListedAndRemoved() throws IOException, InterruptedException {
    var png = Client.file(Client.picture(1), "png");
    assertEquals(201, client.post("/enroll?name=anna", "image/png", png).statusCode());
    for (var name : List.of("Bö/b c", "anna")) {
      var sample = Map.of("name", name, "image", Client.image(3).get("image"));
      assertEquals(201, client.post("/enroll", sample).statusCode());
    }
    restart(); // the gallery's file keeps them
    assertEquals(List.of("Bö/b c", "anna"), names());
    var query = Map.of("in", "enrolled", "k", 5, "image", Client.image(1).get("image"));
    var found = Client.json(client.post("/search", query)).getAsJsonArray("neighbours");
    assertEquals(2, found.size());
    assertEquals("anna", found.get(0).getAsJsonObject().get("name").getAsString());
    assertEquals(0, found.get(0).getAsJsonObject().get("distance").getAsDouble(), TOLERANCE);
    var removed = client.send(client.request("/enroll/anna").DELETE());
    assertEquals(2, Client.json(removed).get("removed").getAsInt());
    var encoded = client.send(client.request("/enroll/B%C3%B6%2Fb%20c").DELETE());
    assertEquals(200, encoded.statusCode(), encoded.body());
    assertEquals(List.of(), names());
  }

  private List<String> names() throws IOException, InterruptedException {
    var names = new ArrayList<String>();
    Client.json(client.get("/enroll"))
        .getAsJsonArray("names")
        .forEach(name -> names.add(name.getAsString()));
    return names;
  }

  @Test
  void theModelIsDescribed() throws IOException, InterruptedException {
    var model = Client.json(client.get("/model"));
    assertEquals(encoder.card().input().toString(), model.get("input").getAsString());
    assertEquals(4, model.get("images").getAsInt());
    assertEquals("ok", Client.json(client.get("/health")).get("status").getAsString());
  }

  @Test
  void thePageLoadsNothingFromElsewhere() throws IOException, InterruptedException {
    var page = client.get("/");
    assertTrue(page.headers().firstValue("Content-Type").orElseThrow().startsWith("text/html"));
    assertTrue(page.body().contains("<canvas"));
    assertFalse(page.body().matches("(?s).*https?://.*"));
    assertTrue(page.headers().firstValue("Content-Security-Policy").isPresent());
  }

  @Test
  void requestsAreCounted() throws IOException, InterruptedException {
    client.get("/health");
    client.get("/health");
    client.get("/nothing");
    var text = client.get("/metrics").body();
    assertTrue(
        text.contains("siamese_http_requests_total{route=\"/health\",status=\"200\"} 2\n"), text);
    assertTrue(text.contains("{route=\"other\",status=\"404\"} 1\n"), text);
    assertTrue(
        text.contains(
            "siamese_http_request_duration_seconds_bucket{route=\"/health\",le=\"+Inf\"} 2\n"),
        text);
    assertTrue(text.contains("siamese_http_requests_in_flight 1\n"), text);
    var line =
        "(# (HELP|TYPE) .+|[a-z_]+(\\{[a-z]+=\"[^\"]+\"(,[a-z]+=\"[^\"]+\")*\\})? [-0-9.E]+)";
    text.lines().forEach(each -> assertTrue(each.matches(line), each));
  }

  @Test
  void theOpenApiDocumentListsExactlyTheRoutes() throws IOException, InterruptedException {
    var documented = new TreeSet<String>();
    var paths = Client.json(client.get("/openapi.json")).getAsJsonObject("paths");
    for (var path : paths.entrySet()) {
      for (var method : ((JsonObject) path.getValue()).keySet()) {
        documented.add(method.toUpperCase() + " " + path.getKey());
      }
    }
    var existing = new TreeSet<String>();
    for (var route : Server.routes(new Api(null, null, null), null, null)) {
      existing.add(route.method() + " " + route.path());
    }
    assertEquals(existing, documented);
  }
}
