package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.siamese.data.DataException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where downloads may come from, and how much of them. */
class HttpsTest {

  /** The SHA-256 of "abc", from FIPS 180-2, appendix B.1. */
  private static final String DIGEST =
      "SHA-256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final AtomicLong sent = new AtomicLong();

  @TempDir Path folder;
  private HttpServer server;
  private String location;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/moved",
        exchange -> {
          if (location != null) {
            exchange.getResponseHeaders().add("Location", location);
          }
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/abc",
        exchange -> {
          exchange.sendResponseHeaders(200, 3);
          exchange.getResponseBody().write("abc".getBytes());
          exchange.close();
        });
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // of unknown length
          try (var body = exchange.getResponseBody()) {
            while (sent.addAndGet(1 << 12) < 1L << 30) {
              body.write(new byte[1 << 12]);
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address(String path) {
    return "http://localhost:%d%s".formatted(server.getAddress().getPort(), path);
  }

  private Path fetch(String url, String digest) {
    var entry = new Catalog.Entry("abc", url, digest, 3, "MIT");
    return Download.fetch(entry, folder.resolve("abc"), (each, count) -> {});
  }

  private void assertRefused(String part, String url) {
    var message = assertThrows(DataException.class, () -> fetch(url, DIGEST)).getMessage();
    assertTrue(message.contains(part), message);
    assertFalse(Files.exists(folder.resolve("abc")));
  }

  @Test
  void aRedirectIsFollowed() throws IOException {
    location = "/abc";
    assertEquals("abc", Files.readString(fetch(address("/moved"), DIGEST)));
  }

  /** The domain is reserved never to exist (RFC 2606): a connection would have another message. */
  @Test
  void plainHttpIsRefusedBeforeAConnection() {
    assertRefused("not an address of HTTPS", "http://nowhere.invalid/abc");
    for (var target :
        new String[] {"http://nowhere.invalid/", "ftp://nowhere.invalid/", "file:///etc/hosts"}) {
      location = target;
      assertRefused(target + " is not an address of HTTPS", address("/moved"));
    }
  }

  @Test
  void onlyThisMachineMayBeAskedByHttp() throws IOException {
    Https.requireHttps(URI.create("https://example.com/a"), false);
    Https.requireHttps(URI.create("http://127.0.0.1:80/a"), true);
    for (var refused :
        new String[] {
          "http://example.com", "http://localhost.example.com", "https:/a", "a", "file:/a", "jar:a"
        }) {
      assertThrows(IOException.class, () -> Https.requireHttps(URI.create(refused), true), refused);
    }
    // where a server elsewhere redirects to
    var own = URI.create("http://localhost:8080/");
    assertThrows(IOException.class, () -> Https.requireHttps(own, false));
  }

  @Test
  void redirectsEnd() {
    location = "/moved";
    assertRefused("redirects more than 5 times", address("/moved"));
    location = null;
    assertRefused("redirects to no address", address("/moved"));
    location = "http://[";
    assertRefused("redirects to no address", address("/moved"));
  }

  @Test
  void moreThanThePublishedSizeIsNotRead() {
    assertRefused("larger than the published 3 bytes", address("/endless"));
    assertTrue(sent.get() < 1L << 26, sent + " bytes");
  }

  @Test
  void onlySha256IsAChecksum() {
    for (var digest : new String[] {"", "MD5:900150983cd24fb0d6963f7d28e17f72", "SHA-256:ba78"}) {
      assertThrows(IllegalArgumentException.class, () -> fetch(address("/abc"), digest), digest);
    }
  }
}
