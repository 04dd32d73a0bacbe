package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.siamese.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed at random moments while they download: the next one resumes. */
class DownloadKillTest {

  private static final int BYTES = 3_000_000;
  private static final int PART = 1 << 16;

  private final byte[] content = new byte[BYTES];
  private final AtomicInteger resumed = new AtomicInteger();

  @TempDir Path folder;
  private HttpServer server;

  /** The process: address, digest, size and target of a file. */
  public static final class Child {

    private Child() {}

    public static void main(String[] args) {
      var entry = new Catalog.Entry("file.zip", args[0], args[1], Long.parseLong(args[2]), "MIT");
      Download.fetch(entry, Path.of(args[3]), (each, count) -> System.out.println(count));
      System.out.println("saved");
    }
  }

  @BeforeEach
  void serve() throws IOException {
    new Random(1).nextBytes(content);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::send);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Slowly, in parts. */
  private void send(HttpExchange exchange) throws IOException {
    var range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (from > 0) {
      resumed.incrementAndGet();
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes %d-%d/%d".formatted(from, BYTES - 1, BYTES));
    }
    try (exchange) {
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, BYTES - from);
      for (int i = from; i < BYTES; i += PART) {
        exchange.getResponseBody().write(content, i, Math.min(PART, BYTES - i));
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // the client was killed
    }
  }

  private void kill(int kills) throws Exception {
    var sha = MessageDigest.getInstance("SHA-256").digest(content);
    var digest = "SHA-256:" + HexFormat.of().formatHex(sha);
    var target = folder.resolve("set/file.zip");
    var url = "http://localhost:%d/file.zip".formatted(server.getAddress().getPort());
    var process = new ChildProcess(Child.class, folder);
    String[] arguments = {url, digest, Integer.toString(BYTES), target.toString()};
    for (int i = 0; i < kills; i++) {
      process.kill(40, arguments);
      if (Files.exists(target)) { // begin another download
        assertArrayEquals(content, Files.readAllBytes(target));
        Files.delete(target);
      }
    }
    Child.main(arguments);
    assertArrayEquals(content, Files.readAllBytes(target));
    try (var files = Files.list(target.getParent())) {
      assertEquals(List.of(target), files.toList());
    }
    assertTrue(resumed.get() > 0, Arrays.toString(arguments));
  }

  @Test
  void aKilledDownloadIsResumed() throws Exception {
    kill(3);
  }

  @Test
  @Tag("soak")
  void manyKilledDownloadsAreResumed() throws Exception {
    kill(ChildProcess.MANY);
  }
}
