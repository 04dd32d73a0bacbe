package dev.siamese.serve;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.model.Encoder;
import dev.siamese.model.Mlp;
import dev.siamese.model.Preprocessor;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens, addresses, other sites' pages and the rate limit. */
class AccessTest {

  private static final String TOKEN = "0123456789abcdef";

  private final Encoder encoder =
      Encoder.create(
          Preprocessor.none(new Shape(1, 2)), new Mlp(List.of(2)), Device.cpu(), new Seed(1));
  private final ServerOptions options = ServerOptions.defaults().withAddress("127.0.0.1", 0);

  @AfterEach
  void close() {
    encoder.close();
  }

  @Test
  void otherAddressesNeedAToken() throws IOException, InterruptedException {
    var everywhere = options.withAddress("0.0.0.0", 0);
    var error =
        assertThrows(IllegalArgumentException.class, () -> Server.start(encoder, everywhere));
    assertTrue(error.getMessage().contains("set a token"), error.getMessage());
    try (var server = Server.start(encoder, everywhere.withToken(TOKEN))) {
      var client = new Client(server);
      assertEquals(401, client.get("/model").statusCode());
      assertEquals(200, client.get("/").statusCode());
      assertEquals(200, client.get("/health").statusCode());
      for (var wrong : List.of(TOKEN, "Bearer " + TOKEN + "0", "Bearer ", "Basic " + TOKEN)) {
        var request = client.request("/model").header("Authorization", wrong);
        assertEquals(401, client.send(request).statusCode(), wrong);
      }
      var right = client.request("/model").header("Authorization", "Bearer " + TOKEN);
      assertEquals(200, client.send(right).statusCode());
    }
  }

  @Test
  void aShortTokenIsRefusedAndNoTokenIsPrinted() {
    assertThrows(IllegalArgumentException.class, () -> options.withToken("secret"));
    assertFalse(options.withToken(TOKEN).toString().contains(TOKEN));
  }

  @Test
  void pagesOfOtherSitesAreRefused() throws IOException, InterruptedException {
    try (var server = Server.start(encoder, options)) {
      var client = new Client(server);
      for (var origin : List.of("http://example.org", "null", "http://127.0.0.1:1", "::")) {
        var request = client.request("/model").header("Origin", origin);
        assertEquals(403, client.send(request).statusCode(), origin);
      }
      var own = "http://" + server.address().getAuthority();
      assertEquals(200, client.send(client.request("/model").header("Origin", own)).statusCode());
    }
  }

  @Test
  void withoutATokenOnlyTheNamesOfTheLoopbackAddressAreAnswered() throws IOException {
    var access = new Access(InetAddress.getLoopbackAddress(), null);
    for (var host : List.of("localhost", "localhost:8080", "127.0.0.1:80", "[::1]:8080")) {
      assertDoesNotThrow(() -> access.check("/embed", host, null, null), host);
    }
    var second = new Access(InetAddress.getByName("127.0.0.2"), null);
    assertDoesNotThrow(() -> second.check("/embed", "127.0.0.2:8080", null, null));
    for (var host : new String[] {"example.org:8080", "localhost.example.org", null}) {
      var error =
          assertThrows(HttpError.class, () -> access.check("/embed", host, null, null), host);
      assertEquals(403, error.status);
    }
  }

  @Test
  void frequentRequestsAreRefused() throws IOException, InterruptedException {
    try (var server = Server.start(encoder, options.withLimits(1024, 1, 3))) {
      var client = new Client(server);
      var refused = 0;
      for (int i = 0; i < 30; i++) {
        var response = client.get("/health");
        if (response.statusCode() == 429) {
          refused++;
          assertEquals("1", response.headers().firstValue("Retry-After").orElseThrow());
        }
      }
      assertTrue(refused > 0);
    }
  }

  @Test
  void theRateIsPerClientAndRecovers() {
    var now = new AtomicLong();
    var limit = new RateLimit(2, now::get);
    limit.check("a");
    limit.check("a");
    assertEquals(429, assertThrows(HttpError.class, () -> limit.check("a")).status);
    limit.check("b");
    now.addAndGet(500_000_000);
    limit.check("a");
    assertThrows(HttpError.class, () -> limit.check("a"));
    now.addAndGet(60_000_000_000L);
    limit.check("a");
    limit.check("a");
    assertThrows(HttpError.class, () -> limit.check("a"));
  }
}
