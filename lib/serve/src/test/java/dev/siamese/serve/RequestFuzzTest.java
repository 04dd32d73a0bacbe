package dev.siamese.serve;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.siamese.model.Architecture;
import dev.siamese.model.BiRnn;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.LogMelInput;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.ResidualCnn;
import dev.siamese.model.TextInput;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Requests of any client to every path: each gets a documented status within five seconds, never
 * 500, and every error is one sentence in JSON. An input is a method and an address, headers, an
 * empty line and the body.
 */
class RequestFuzzTest {

  private static final int MAX_BYTES = 100_000;
  private static final double MAX_SECONDS = 5;
  private static final Set<Integer> ERRORS = Set.of(400, 401, 403, 404, 405, 413, 415, 422, 429);

  private static final List<Dispatcher> SERVERS =
      List.of(
          server(new ImageInput(8, true), new ResidualCnn(List.of(2)).projected(3)),
          server(new TextInput(50, 20, 10), new BiRnn(BiRnn.Cell.GRU, 2, 1, 50)),
          server(new LogMelInput(8000, 256, 80, 8, 8), new ResidualCnn(List.of(2)).projected(3)));

  private static Dispatcher server(Preprocessor input, Architecture network) {
    var encoder = Encoder.create(input, network, Device.cpu(), new Seed(1));
    var options = ServerOptions.defaults().withLimits(MAX_BYTES, 10_000, 1_000_000);
    try {
      SearchedImages images = null;
      if (input instanceof ImageInput) {
        var folder = Files.createTempDirectory("images");
        Files.writeString(folder.resolve("a.pgm"), "P2 2 2 255 1 2 3 4");
        images = new SearchedImages(folder, folder.resolve("index"), encoder);
      }
      var service = new EncoderService(encoder, null);
      var metrics = new ServerMetrics();
      var api = new Api(service, images, new SampleReader(options.maxPixels()));
      var router = new Router(Server.routes(api, service, metrics));
      var access = new Access(InetAddress.getLoopbackAddress(), null);
      return new Dispatcher(router, access, metrics, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FuzzTest(maxDuration = "2m")
  void request(byte[] input) {
    for (var server : SERVERS) {
      send(server, input);
    }
  }

  /** The JDK's server refuses what is no request of HTTP before the library sees it. */
  private static void send(Dispatcher server, byte[] input) {
    int end = indexOfEmptyLine(input);
    var body = Arrays.copyOfRange(input, Math.min(input.length, end + 2), input.length);
    var lines = new String(input, 0, end, StandardCharsets.ISO_8859_1).split("\n", -1);
    var words = lines[0].split(" ", 2);
    if (words.length < 2 || words[0].isEmpty()) {
      return;
    }
    URI uri;
    try {
      uri = URI.create(words[1].strip());
    } catch (IllegalArgumentException e) {
      return;
    }
    if (uri.getPath() == null) {
      return;
    }
    var exchange = new FakeExchange(words[0], uri, body);
    exchange.getRequestHeaders().add("Host", "localhost");
    try {
      for (int i = 1; i < lines.length; i++) {
        var pair = lines[i].split(":", 2);
        if (pair.length == 2 && !pair[0].isEmpty() && !pair[0].equalsIgnoreCase("Content-Length")) {
          exchange.getRequestHeaders().add(pair[0], pair[1].strip());
        }
      }
    } catch (IllegalArgumentException | NullPointerException e) {
      return;
    }
    exchange.getRequestHeaders().set("Content-Length", Integer.toString(body.length));
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try {
      server.handle(exchange);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) * 1e-9;
    assertTrue(seconds < MAX_SECONDS, seconds + " s");
    check(exchange);
  }

  private static int indexOfEmptyLine(byte[] input) {
    for (int i = 0; i + 1 < input.length; i++) {
      if (input[i] == '\n' && input[i + 1] == '\n') {
        return i;
      }
    }
    return input.length;
  }

  private static void check(FakeExchange exchange) {
    int status = exchange.getResponseCode();
    var text = new String(exchange.response(), StandardCharsets.UTF_8);
    if (status == 200 || status == 201) {
      return;
    }
    assertTrue(ERRORS.contains(status), status + " " + text);
    var error = ((JsonObject) JsonParser.parseString(text)).get("error").getAsString();
    assertFalse(error.isBlank(), text);
  }
}
