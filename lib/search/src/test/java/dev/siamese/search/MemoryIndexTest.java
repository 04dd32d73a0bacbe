package dev.siamese.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryIndexTest {

  private static final int DIMENSIONS = 6; // not a multiple of four
  private static final int STEPS = 60;

  @Test
  void anyOrderOfAdditionsReplacementsAndRemovalsLeavesWhatAMapHolds() {
    var random = new Random(1);
    var vectors = RandomVectors.of(STEPS * 50, DIMENSIONS, 1);
    var expected = new HashMap<String, float[]>();
    try (var index = new MemoryIndex(DIMENSIONS, Metric.EUCLIDEAN)) {
      for (int step = 0; step < STEPS; step++) {
        boolean removing = step >= STEPS / 2; // most rows become free, and are left out
        for (int i = 0; i < 50; i++) {
          var key = "v" + random.nextInt(800);
          if (removing && i > 0) {
            index.remove(key);
            expected.remove(key);
          } else {
            index.add(key, vectors[50 * step + i]);
            expected.put(key, vectors[50 * step + i]);
          }
        }
        index.commit();
        assertEquals(expected.size(), index.size());
        var query = vectors[random.nextInt(vectors.length)];
        var nearest = index.search(query, expected.size() + 1);
        assertEquals(expected.size(), nearest.size());
        var first =
            expected.entrySet().stream()
                .min(Comparator.comparingDouble(each -> Metric.squared(query, each.getValue())))
                .map(Map.Entry::getKey);
        assertEquals(first.orElseThrow(), nearest.get(0).key());
        for (var hit : nearest) {
          double squared = Metric.squared(query, expected.get(hit.key()));
          assertEquals(Math.sqrt(squared), hit.distance(), 1e-6);
        }
      }
    }
  }
}
