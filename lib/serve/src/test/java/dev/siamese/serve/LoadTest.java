package dev.siamese.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many clients at the same time: no error, and no growing memory. The server and the clients share
 * the process. {@code -Dload.seconds} sets the time.
 */
@Tag("soak")
class LoadTest {

  private static final int CLIENTS = 64;
  private static final int SECONDS = Integer.getInteger("load.seconds", 300);
  private static final double MAX_GROWTH = 1.15; // of the memory after a third of the time

  private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();

  @Test
  void sixtyFourClients() throws Exception {
    var options =
        ServerOptions.defaults()
            .withAddress("127.0.0.1", 0)
            .withLimits(1 << 20, 1_000_000, Integer.MAX_VALUE);
    try (var encoder = encoder();
        var server = Server.start(encoder, options)) {
      var client = new Client(server);
      long end = System.nanoTime() + SECONDS * 1_000_000_000L;
      var tasks = new ArrayList<Callable<Void>>();
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        tasks.add(() -> run(client, number, end));
      }
      var memory = new ArrayList<Long>();
      memory.add(residentMegabytes());
      tasks.add(
          () -> {
            while (System.nanoTime() < end) {
              Thread.sleep(SECONDS * 1000L / 30);
              memory.add(residentMegabytes());
            }
            return null;
          });
      var threads = Executors.newFixedThreadPool(tasks.size());
      for (var result : threads.invokeAll(tasks)) {
        result.get();
      }
      threads.shutdown();
      report(memory);
      assertEquals(List.of(), List.copyOf(errors));
      long settled = memory.get(memory.size() / 3);
      long last = memory.get(memory.size() - 1);
      assertTrue(last <= MAX_GROWTH * settled, "MB of memory: " + memory);
    }
  }

  private static Encoder encoder() {
    var encoder =
        Encoder.create(
            new ImageInput(32, false),
            new ResidualCnn(List.of(16, 32)).projected(64).l2Normalized(),
            Device.cpu(),
            new Seed(1));
    encoder.setCard(encoder.card().withThreshold(0.5));
    return encoder;
  }

  /** A mix of all requests; what it enrols it removes again. */
  private Void run(Client client, int number, long end) throws IOException, InterruptedException {
    var png = Client.file(Client.picture(number % 8), "png");
    var pair = Map.of("first", Client.image(number % 8), "second", Client.image(1));
    var name = "client" + number;
    for (int i = 0; System.nanoTime() < end; i++) {
      switch (i % 8) {
        case 0 -> timed(201, () -> client.post("/enroll?name=" + name, "image/png", png));
        case 1 -> timed(200, () -> client.post("/search?k=3", "image/png", png));
        case 2, 3 -> timed(200, () -> client.post("/verify", pair));
        case 7 -> timed(200, () -> client.send(client.request("/enroll/" + name).DELETE()));
        default -> timed(200, () -> client.post("/embed", "image/png", png));
      }
    }
    return null;
  }

  private interface Call {

    HttpResponse<String> send() throws IOException, InterruptedException;
  }

  private void timed(int expected, Call call) throws InterruptedException {
    long start = System.nanoTime();
    try {
      var response = call.send();
      if (response.statusCode() != expected) {
        errors.add(response.statusCode() + " " + response.body());
      }
    } catch (IOException e) {
      errors.add(e.toString());
    }
    millis.add((System.nanoTime() - start) / 1e6);
  }

  private void report(List<Long> memory) {
    var sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        "%d clients, %d s: %d requests, %.0f per second, p50 %.1f ms, p99 %.1f ms, maximum %.1f ms,"
            + " %d errors; resident memory in MB: %s%n",
        CLIENTS,
        SECONDS,
        sorted.length,
        (double) sorted.length / SECONDS,
        sorted[sorted.length / 2],
        sorted[sorted.length * 99 / 100],
        sorted[sorted.length - 1],
        errors.size(),
        Arrays.toString(memory.stream().mapToLong(Long::longValue).toArray()));
  }

  /** Of the whole process, native memory included; Linux only, else that of the Java heap. */
  private static long residentMegabytes() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      var runtime = Runtime.getRuntime();
      return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
    for (var line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IllegalStateException("no VmRSS in " + status);
  }
}
