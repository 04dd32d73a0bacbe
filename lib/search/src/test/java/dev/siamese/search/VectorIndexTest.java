package dev.siamese.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both indices do alike. */
class VectorIndexTest {

  private static final int DIMENSIONS = 24;

  @TempDir Path folder;

  private VectorIndex open(String kind, Metric metric) {
    return kind.equals("memory")
        ? new MemoryIndex(DIMENSIONS, metric)
        : DiskIndex.open(folder, DIMENSIONS, metric);
  }

  private static List<String> keys(List<VectorIndex.Hit> hits) {
    return hits.stream().map(VectorIndex.Hit::key).toList();
  }

  private static double distance(float[] a, float[] b, Metric metric) {
    double dot = 0;
    double squares = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
      squares += Math.pow((double) a[i] - b[i], 2);
    }
    return metric == Metric.COSINE ? 1 - dot / Math.sqrt(aa * bb) : Math.sqrt(squares);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory EUCLIDEAN", "memory COSINE", "disk EUCLIDEAN", "disk COSINE"})
  void theNearestVectorsAreThoseOfAPlainLoop(String which) {
    var metric = Metric.valueOf(which.split(" ")[1]);
    var vectors = RandomVectors.of(2000, DIMENSIONS, 1);
    var queries = RandomVectors.of(50, DIMENSIONS, 1);
    int found = 0;
    try (var index = open(which.split(" ")[0], metric)) {
      for (int i = 0; i < vectors.length; i++) {
        index.add("v" + i, vectors[i]);
      }
      index.commit();
      for (var query : queries) {
        var distances =
            Arrays.stream(vectors).mapToDouble(v -> distance(query, v, metric)).toArray();
        var expected =
            IntStream.range(0, vectors.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distances[i]))
                .limit(10)
                .map(i -> "v" + i)
                .toList();
        var hits = index.search(query, 10);
        var common = new HashSet<>(keys(hits));
        common.retainAll(expected);
        found += common.size();
        for (var hit : hits) {
          int row = Integer.parseInt(hit.key().substring(1));
          assertEquals(distances[row], hit.distance(), 1e-5, hit.key());
        }
      }
    }
    int required = which.startsWith("memory") ? 500 : 485; // of 500; approximate: recall 0.97
    assertTrue(found >= required, found + " of 500 found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "disk"})
  void vectorsAreReplacedRemovedAndFiltered(String kind) {
    var vectors = RandomVectors.of(30, DIMENSIONS, 2);
    try (var index = open(kind, Metric.EUCLIDEAN)) {
      for (int i = 0; i < 30; i++) {
        index.add("v" + i, vectors[i], Map.of("year", i % 2 == 0 ? "2023" : "2024", "key", "k"));
      }
      assertEquals(0, index.size(), "not committed");
      index.commit();
      assertEquals(30, index.size());
      index.add("v3", vectors[7], Map.of("year", "2025"));
      index.remove("v7");
      index.remove("unknown");
      assertEquals("v7", index.search(vectors[7], 1).get(0).key(), "not committed");
      index.commit();
      assertEquals(29, index.size());
      var hit = index.search(vectors[7], 1).get(0);
      assertEquals(new VectorIndex.Hit("v3", 0, Map.of("year", "2025")), hit);
      assertEquals(List.of("v3"), keys(index.search(vectors[0], 5, Map.of("year", "2025"))));
      var even = index.search(vectors[1], 50, Map.of("year", "2023", "key", "k"));
      assertEquals(15, even.size());
      assertTrue(even.stream().allMatch(each -> each.fields().get("year").equals("2023")));
      assertEquals(List.of(), index.search(vectors[1], 5, Map.of("year", "1999")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "disk"})
  void badVectorsAreRefused(String kind) {
    try (var index = open(kind, Metric.COSINE)) {
      var nan = new float[DIMENSIONS];
      nan[3] = Float.NaN;
      for (var bad : List.of(nan, new float[DIMENSIONS], new float[3])) {
        assertThrows(IllegalArgumentException.class, () -> index.add("bad", bad));
        assertThrows(IllegalArgumentException.class, () -> index.search(bad, 1));
      }
      var good = RandomVectors.of(1, DIMENSIONS, 3)[0];
      assertThrows(IllegalArgumentException.class, () -> index.add("", good));
      assertThrows(IllegalArgumentException.class, () -> index.search(good, 0));
      assertEquals(List.of(), index.search(good, 3), "an empty index");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "disk"})
  void othersSearchWhileOneAdds(String kind) throws InterruptedException {
    var vectors = RandomVectors.of(3000, DIMENSIONS, 4);
    try (var index = open(kind, Metric.EUCLIDEAN)) {
      for (int i = 0; i < 1000; i++) {
        index.add("v" + i, vectors[i]);
      }
      index.commit();
      var wrong = new java.util.concurrent.atomic.AtomicInteger();
      var threads =
          IntStream.range(0, 8)
              .mapToObj(
                  t ->
                      new Thread(
                          () -> {
                            for (int i = 0; i < 200; i++) {
                              int row = (t * 200 + i) % 1000;
                              var hits = index.search(vectors[row], 1);
                              if (!keys(hits).equals(List.of("v" + row))) {
                                wrong.incrementAndGet();
                              }
                            }
                          }))
              .toList();
      threads.forEach(Thread::start);
      for (int i = 1000; i < 3000; i++) {
        index.add("v" + i, vectors[i]);
        if (i % 500 == 0) {
          index.commit();
        }
      }
      for (var thread : threads) {
        thread.join();
      }
      assertEquals(0, wrong.get(), "wrong answers");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "disk"})
  void theTextOfAClosedIndexSaysSo(String kind) {
    var index = open(kind, Metric.COSINE);
    assertTrue(index.toString().startsWith("0 vectors of length 24"), index.toString());
    index.close();
    index.close();
    assertTrue(index.toString().startsWith("a closed index in "), index.toString());
  }
}
