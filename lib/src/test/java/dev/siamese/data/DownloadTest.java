package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

  /** The SHA-256 of "abc", from FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "SHA-256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/file",
        exchange -> {
          exchange.sendResponseHeaders(200, 3);
          exchange.getResponseBody().write("abc".getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Path fetch(String path, String checksum) {
    var url = "http://localhost:%d%s".formatted(server.getAddress().getPort(), path);
    return Download.fetch(
        new Catalog.Entry("set/file.zip", url, checksum, 3, "MIT"), folder.resolve("set/file.zip"));
  }

  @Test
  void aGoodFileLandsInItsPlace() throws IOException {
    assertEquals("abc", Files.readString(fetch("/file", ABC)));
  }

  @Test
  void aChangedFileIsRefusedAndNothingIsLeft() throws IOException {
    var error =
        assertThrows(DataException.class, () -> fetch("/file", ABC.replace("ba78", "0000")));
    assertTrue(error.getMessage().contains("its SHA-256 is ba78"), error.getMessage());
    try (var left = Files.list(folder.resolve("set"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aMissingFileSaysWhatToDo() {
    var error = assertThrows(DataException.class, () -> fetch("/nothing", ABC));
    assertTrue(error.getMessage().contains("the server answered 404"), error.getMessage());
    assertTrue(error.getMessage().contains("set SIAMESE_DATA"), error.getMessage());
  }
}
