package dev.siamese.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class ConnectedComponentsTest {

  private static Map<Long, Long> components(List<Row> edges, int maxOnDriver) {
    var table = TestSpark.SESSION.createDataFrame(edges, Blocking.PAIR);
    var found = new TreeMap<Long, Long>();
    for (var row : ConnectedComponents.of(table, maxOnDriver).collectAsList()) {
      assertEquals(null, found.put(row.getLong(0), row.getLong(1)));
    }
    return found;
  }

  /** The lowest id that is reached from each, by repeated relaxation. */
  private static Map<Long, Long> naive(List<Row> edges) {
    var lowest = new TreeMap<Long, Long>();
    for (int round = 0; round < edges.size() + 1; round++) {
      for (var edge : edges) {
        long left = edge.getLong(0);
        long right = edge.getLong(1);
        long min = Math.min(lowest.getOrDefault(left, left), lowest.getOrDefault(right, right));
        lowest.put(left, min);
        lowest.put(right, min);
      }
    }
    return lowest;
  }

  @Test
  void componentsAreThoseOfASearch() {
    var random = new Random(1);
    var edges = new ArrayList<Row>();
    for (int i = 0; i < 60; i++) {
      long left = random.nextInt(90);
      edges.add(RowFactory.create(left, left + 1 + random.nextInt(9)));
    }
    for (long i = 200; i < 208; i++) { // a path
      edges.add(RowFactory.create(i, i + 1));
    }
    var expected = naive(edges);
    assertEquals(expected, components(edges, 0), "distributed");
    assertEquals(expected, components(edges, 1_000), "on the driver");
  }

  @Test
  void withoutEdgesThereAreNoComponents() {
    assertEquals(Map.of(), components(List.of(), 10));
  }
}
