package dev.siamese.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.DataException;
import dev.siamese.model.Encoder;
import dev.siamese.model.Mlp;
import dev.siamese.model.Preprocessor;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start and the end of a server. */
class ShutdownTest {

  private final Encoder encoder =
      Encoder.create(
          Preprocessor.none(new Shape(1, 2)), new Mlp(List.of(2)), Device.cpu(), new Seed(1));
  private final ServerOptions options = ServerOptions.defaults().withAddress("127.0.0.1", 0);

  @AfterEach
  void close() {
    encoder.close();
  }

  @Test
  void aRunningRequestEndsAndNewOnesAreRefused() throws Exception {
    var server = Server.start(encoder, options);
    var client = new Client(server);
    var body = "{\"samples\": []}".getBytes(StandardCharsets.UTF_8);
    try (var socket = new Socket("127.0.0.1", server.address().getPort())) {
      var head =
          "POST /embed HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      await(() -> client.get("/metrics").body().contains("in_flight 2\n"));
      var closing = CompletableFuture.runAsync(server::close);
      await(() -> client.get("/health").statusCode() == 503);
      assertFalse(closing.isDone());
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      var response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(response.startsWith("HTTP/1.1 400"), response); // of the route, not of the end
      assertTrue(response.contains("samples must have"), response);
      closing.get(20, TimeUnit.SECONDS);
    }
    assertThrows(ConnectException.class, () -> client.get("/health"));
    server.close();
  }

  private interface Condition {

    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, "timed out");
      Thread.sleep(10);
    }
  }

  @Test
  void anIdleServerStopsAtOnce() {
    long start = System.nanoTime();
    Server.start(encoder, options).close();
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void aPortInUseIsNamed() {
    try (var server = Server.start(encoder, options)) {
      int port = server.address().getPort();
      var same = options.withAddress("127.0.0.1", port);
      var error = assertThrows(DataException.class, () -> Server.start(encoder, same));
      assertTrue(error.getMessage().contains("port " + port), error.getMessage());
      assertTrue(error.getMessage().contains("another port"), error.getMessage());
    }
  }

  @Test
  void anUnknownHostIsNamed() {
    var unknown = options.withAddress("no-such-host.invalid", 0);
    var error = assertThrows(DataException.class, () -> Server.start(encoder, unknown));
    assertTrue(error.getMessage().contains("no-such-host.invalid"), error.getMessage());
  }

  @Test
  void aDamagedGalleryStopsTheStartAndFreesThePort(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("gallery.zip"), "no gallery");
    int port;
    try (var server = Server.start(encoder, options)) {
      port = server.address().getPort();
    }
    var fixed = options.withAddress("127.0.0.1", port);
    assertThrows(DataException.class, () -> Server.start(encoder, fixed.withGallery(file)));
    try (var server = Server.start(encoder, fixed)) {
      assertEquals(port, server.address().getPort());
    }
  }
}
