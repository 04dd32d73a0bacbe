package bench;

import ai.djl.Device;
import com.sun.management.OperatingSystemMXBean;
import dev.siamese.Embedder;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.FloatBytes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Throughput and latency of {@link Embedder} with 1, 8 and 64 callers, each of which embeds one
 * image after the other; called by embedder.py, which reads the network, the images and their
 * embeddings.
 */
final class EmbedderSpeed {

  private static final int[] CALLERS = {1, 8, 64};
  private static final int IMAGES = 64;
  private static final double WARM_UP = 3; // seconds

  private EmbedderSpeed() {}

  /** Arguments: a folder for network.onnx, images.f32 and embeddings.f32, and seconds. */
  public static void main(String[] args) throws IOException, InterruptedException {
    var folder = Path.of(args[0]);
    double seconds = Double.parseDouble(args[1]);
    int side = BenchmarkModel.INPUT.size();
    var pixels = new byte[IMAGES * side * side];
    new Random(1).nextBytes(pixels);
    var images = new Images(side, side, pixels, Targets.of(new int[IMAGES]));
    try (var encoder =
            Encoder.create(
                BenchmarkModel.INPUT, BenchmarkModel.RESIDUAL, Device.cpu(), new Seed(1));
        var embedder = new Embedder(encoder)) {
      var samples = IntStream.range(0, IMAGES).mapToObj(images::select).toList();
      encoder.exportOnnx(folder.resolve("network.onnx"));
      try (var input = Files.newOutputStream(folder.resolve("images.f32"));
          var output = Files.newOutputStream(folder.resolve("embeddings.f32"))) {
        for (int i = 0; i < IMAGES; i++) {
          input.write(FloatBytes.encode(images.pixels(i)));
          output.write(FloatBytes.encode(embedder.embed(samples.get(i))));
        }
      }
      for (int callers : CALLERS) {
        measure(callers, WARM_UP, i -> embedder.embed(samples.get(i % IMAGES)));
        long before = cpuNanos();
        var times = measure(callers, seconds, i -> embedder.embed(samples.get(i % IMAGES)));
        double cpu = (cpuNanos() - before) / 1e6 / times.length;
        Arrays.sort(times);
        System.out.printf(
            Locale.ROOT,
            "ours: %d callers: %,.0f images/s, p50 %.1f ms, p99 %.1f ms, %.2f ms of processor time each%n",
            callers,
            times.length / seconds,
            times[times.length / 2] / 1e6,
            times[times.length * 99 / 100] / 1e6,
            cpu);
      }
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private interface Call {
    void embed(int image);
  }

  /** The nanoseconds of each call that ended within some seconds. */
  private static long[] measure(int callers, double seconds, Call call)
      throws InterruptedException {
    var times = new long[callers][];
    long end = System.nanoTime() + (long) (seconds * 1e9);
    var threads =
        IntStream.range(0, callers)
            .mapToObj(caller -> new Thread(() -> times[caller] = repeat(caller, end, call)))
            .toList();
    threads.forEach(Thread::start);
    for (var thread : threads) {
      thread.join();
    }
    return Arrays.stream(times).flatMapToLong(Arrays::stream).toArray();
  }

  private static long[] repeat(int first, long end, Call call) {
    var times = new long[16];
    int count = 0;
    for (long start = System.nanoTime(); ; count++) {
      call.embed(first + count);
      long now = System.nanoTime();
      if (now > end) {
        return Arrays.copyOf(times, count);
      }
      times = count < times.length ? times : Arrays.copyOf(times, 2 * count);
      times[count] = now - start;
      start = now;
    }
  }
}
