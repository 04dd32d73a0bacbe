package bench;

import dev.siamese.search.DiskIndex;
import dev.siamese.search.DiskOptions;
import dev.siamese.search.MemoryIndex;
import dev.siamese.search.Metric;
import dev.siamese.search.VectorIndex;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Queries per second of processor time of both indices of {@code siamese-search}, each query alone
 * and in one thread; called by index.py, which makes the vectors.
 */
final class IndexSpeed {

  private static final int K = 10;
  private static final int[] CANDIDATES = {10, 20, 50, 100, 200, 400};

  private IndexSpeed() {}

  /** Arguments: a folder with vectors.f32 and queries.f32, and the length of the vectors. */
  public static void main(String[] args) throws IOException {
    var folder = Path.of(args[0]);
    int dimensions = Integer.parseInt(args[1]);
    var vectors = read(folder.resolve("vectors.f32"), dimensions);
    var queries = read(folder.resolve("queries.f32"), dimensions);
    String[][] exact;
    try (var index = new MemoryIndex(dimensions, Metric.EUCLIDEAN)) {
      fill(index, vectors);
      int some = Math.min(queries.length, 200);
      measure("", index, queries, some, null); // compiles the code
      exact = measure("exact in memory", index, queries, some, null);
    }
    var disk = folder.resolve("index");
    long start = System.nanoTime();
    try (var index = DiskIndex.open(disk, dimensions, Metric.EUCLIDEAN)) {
      if (index.size() < vectors.length) {
        fill(index, vectors);
        index.optimize();
        print("graph on disk, built in %.0f s", (System.nanoTime() - start) / 1e9);
      }
    }
    for (int candidates : CANDIDATES) {
      var options = DiskOptions.DEFAULT.withCandidates(candidates);
      try (var index = DiskIndex.open(disk, dimensions, Metric.EUCLIDEAN, options)) {
        measure("", index, queries, queries.length, null); // reads the files, compiles the code
        measure("graph, " + candidates + " candidates", index, queries, queries.length, exact);
      }
    }
  }

  private static void fill(VectorIndex index, float[][] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      index.add(Integer.toString(i), vectors[i]);
    }
    index.commit();
  }

  private static String[][] measure(
      String name, VectorIndex index, float[][] queries, int count, String[][] exact) {
    var found = new String[count][];
    long start = processorNanos();
    for (int i = 0; i < count; i++) {
      found[i] =
          index.search(queries[i], K).stream().map(VectorIndex.Hit::key).toArray(String[]::new);
    }
    double seconds = (processorNanos() - start) / 1e9;
    if (!name.isEmpty()) {
      var recall = exact == null ? 1 : recall(found, exact);
      print("%s: %,.1f queries/s, recall@10 %.4f", name, count / seconds, recall);
    }
    return found;
  }

  /** Processor time of this thread, which other programs do not change as much as real time. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double recall(String[][] found, String[][] exact) {
    return IntStream.range(0, exact.length)
        .mapToDouble(
            i -> {
              var common = new HashSet<>(List.of(found[i]));
              common.retainAll(List.of(exact[i]));
              return (double) common.size() / exact[i].length;
            })
        .average()
        .orElse(0);
  }

  private static void print(String format, Object... values) {
    System.out.println("ours: " + String.format(Locale.ROOT, format, values));
  }

  private static float[][] read(Path file, int dimensions) throws IOException {
    try (var channel = FileChannel.open(file)) {
      int rows = Math.toIntExact(Files.size(file) / (4L * dimensions));
      var vectors = new float[rows][dimensions];
      for (int from = 0; from < rows; from += 1 << 16) {
        int to = Math.min(rows, from + (1 << 16));
        var part =
            channel
                .map(
                    FileChannel.MapMode.READ_ONLY,
                    4L * dimensions * from,
                    4L * dimensions * (to - from))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        for (int row = from; row < to; row++) {
          part.get(vectors[row]);
        }
      }
      return vectors;
    }
  }
}
