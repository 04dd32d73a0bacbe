package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.siamese.data.DataException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  /** The SHA-256 of {@link #CONTENT}, from FIPS 180-2, appendix B.2. */
  private static final String DIGEST =
      "SHA-256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";

  private static final String CONTENT = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

  private final List<String> ranges = new ArrayList<>(); // that were asked for
  private final List<Long> progress = new ArrayList<>();

  @TempDir Path folder;
  private HttpServer server;
  private Path target;
  private Path part;

  @BeforeEach
  void serve() throws IOException {
    target = folder.resolve("set/file.zip");
    part = folder.resolve("set/file.zip.248d6a61.part");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    context("/whole", exchange -> send(exchange, 200, CONTENT, CONTENT.length()));
    context(
        "/ranges",
        exchange -> {
          int from = Integer.parseInt(ranges.get(0).replaceAll("\\D", ""));
          exchange.getResponseHeaders().add("Content-Range", "bytes %d-55/56".formatted(from));
          send(exchange, 206, CONTENT.substring(from), CONTENT.length() - from);
        });
    context("/cut", exchange -> send(exchange, 200, CONTENT.substring(0, 20), CONTENT.length()));
    context("/short", exchange -> send(exchange, 200, CONTENT.substring(0, 20), 20));
    context("/long", exchange -> send(exchange, 200, CONTENT + "!", CONTENT.length() + 1));
    context("/wrong", exchange -> send(exchange, 200, CONTENT.replace('a', 'A'), CONTENT.length()));
    context("/broken", exchange -> send(exchange, 503, "later", 5));
    server.start();
  }

  private void context(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          var range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(range == null ? "" : range);
          handler.handle(exchange);
        });
  }

  /** Closing before all that was announced is sent cuts the connection. */
  private static void send(HttpExchange exchange, int status, String text, long announced)
      throws IOException {
    exchange.sendResponseHeaders(status, announced);
    exchange.getResponseBody().write(text.getBytes(StandardCharsets.US_ASCII));
    exchange.getResponseBody().flush();
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Path fetch(String path) {
    return fetch("http://localhost:%d%s".formatted(server.getAddress().getPort(), path), 56);
  }

  private Path fetch(String url, long bytes) {
    return Download.fetch(
        new Catalog.Entry("set/file.zip", url, DIGEST, bytes, "MIT"),
        target,
        (entry, count) -> progress.add(count));
  }

  private String errorMessage(String path) {
    return assertThrows(DataException.class, () -> fetch(path)).getMessage();
  }

  private void leave(String text) throws IOException {
    Files.createDirectories(part.getParent());
    Files.writeString(part, text);
  }

  private void assertNothingIsLeft() throws IOException {
    try (var left = Files.list(target.getParent())) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aGoodFileLandsInItsPlaceAndThePartIsGone() throws IOException {
    assertEquals(CONTENT, Files.readString(fetch("/whole")));
    assertEquals(56, progress.get(progress.size() - 1));
    assertFalse(Files.exists(part));
  }

  @Test
  void aTransferThatIsCutOffKeepsItsPartAndIsGoneOnFrom() throws IOException {
    var message = errorMessage("/cut");
    assertTrue(message.contains(part.toString()), message);
    assertFalse(Files.exists(target));
    assertEquals(CONTENT.substring(0, 20), Files.readString(part));
    ranges.clear();
    progress.clear();
    assertEquals(CONTENT, Files.readString(fetch("/ranges")));
    assertEquals(List.of("bytes=20-"), ranges);
    assertEquals(20, progress.get(0));
    assertFalse(Files.exists(part));
  }

  @Test
  void lessThanWasPublishedIsATransferThatBrokeOff() {
    var message = errorMessage("/short");
    assertTrue(message.contains("20 of 56 bytes"), message);
  }

  @Test
  void aServerThatSendsAllOfItAllTheSameIsUnderstood() throws IOException {
    leave(CONTENT.substring(0, 10));
    assertEquals(CONTENT, Files.readString(fetch("/whole")));
    assertEquals(List.of("bytes=10-"), ranges);
  }

  @Test
  void aPartThatIsCompleteIsNotFetchedAgain() throws IOException {
    leave(CONTENT);
    assertEquals(CONTENT, Files.readString(fetch("/whole")));
    assertEquals(List.of(), ranges);
  }

  @Test
  void aPartOfSomethingElseIsThrownAwayAndAllFetchedAnew() throws IOException {
    leave("something else");
    server.removeContext("/ranges");
    context(
        "/ranges",
        exchange -> {
          if (ranges.get(ranges.size() - 1).isEmpty()) {
            send(exchange, 200, CONTENT, CONTENT.length());
          } else {
            exchange.getResponseHeaders().add("Content-Range", "bytes 14-55/56");
            send(exchange, 206, CONTENT.substring(14), 42);
          }
        });
    assertEquals(CONTENT, Files.readString(fetch("/ranges")));
    assertEquals(List.of("bytes=14-", ""), ranges);
  }

  @Test
  void aPartThatIsTooLongIsNotGoneOnFrom() throws IOException {
    leave(CONTENT + CONTENT);
    assertEquals(CONTENT, Files.readString(fetch("/whole")));
    assertEquals(List.of(""), ranges);
  }

  @Test
  void aChangedOrLargerFileIsRefusedAndNothingIsLeft() throws IOException {
    var message = errorMessage("/wrong");
    assertTrue(message.contains("SHA-256:"), message);
    assertTrue(message.contains(DIGEST), message);
    var larger = errorMessage("/long");
    assertTrue(larger.contains("56 bytes"), larger);
    assertNothingIsLeft();
  }

  @Test
  void aMissingFileSaysWhatToDo() throws IOException {
    var message = errorMessage("/nothing");
    assertTrue(message.contains("404"), message);
    assertTrue(message.contains("SIAMESE_DATA"), message);
    assertNothingIsLeft();
  }

  @Test
  void aServerInTroubleIsNamedAndThePartStays() throws IOException {
    leave(CONTENT.substring(0, 10));
    var message = errorMessage("/broken");
    assertTrue(message.contains("503"), message);
    assertTrue(message.contains(part.toString()), message);
    assertEquals(CONTENT.substring(0, 10), Files.readString(part));
  }

  @Test
  void anUnreachableServerIsNamed() throws IOException {
    int port = server.getAddress().getPort();
    server.stop(0);
    // the second name is reserved never to exist (RFC 2606)
    for (var host : List.of("localhost:" + port, "nowhere.invalid")) {
      var error =
          assertThrows(DataException.class, () -> fetch("http://%s/whole".formatted(host), 56));
      assertTrue(error.getMessage().contains(host.split(":")[0]), error.getMessage());
      assertNothingIsLeft();
    }
  }

  @Test
  void tooLittleSpaceIsSaidBeforeAnythingIsAskedFor() throws IOException {
    var url = "http://localhost:%d/whole".formatted(server.getAddress().getPort());
    var error = assertThrows(DataException.class, () -> fetch(url, Long.MAX_VALUE / 2));
    assertTrue(error.getMessage().contains("MB"), error.getMessage());
    assertEquals(List.of(), ranges);
    assertNothingIsLeft();
  }

  @Test
  void aDeviceThatIsFullOnTheWayIsSaid() throws IOException {
    var full = Path.of("/dev/full"); // Linux: every write says that no space is left
    assumeTrue(Files.exists(full));
    Files.createDirectories(part.getParent());
    Files.createSymbolicLink(part, full);
    var message = errorMessage("/whole");
    assertTrue(message.contains("No space left on device"), message);
    assertNothingIsLeft();
  }

  @Test
  void twoDownloadsOfOneFileDoNotMix() throws IOException {
    leave("");
    try (var file = FileChannel.open(part, StandardOpenOption.WRITE);
        var lock = file.lock()) {
      assertTrue(lock.isValid());
      var message = errorMessage("/whole");
      assertTrue(message.contains("another download"), message);
    }
  }
}
