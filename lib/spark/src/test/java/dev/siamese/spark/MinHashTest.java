package dev.siamese.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinHashTest {

  private static Map<String, Double> set(String prefix, int start, int end) {
    var terms = new TreeMap<String, Double>();
    for (int i = start; i < end; i++) {
      terms.put(prefix + i, 1.0 + i % 5);
    }
    return terms;
  }

  private static double weight(Map<String, Double> terms) {
    return terms.values().stream().mapToDouble(each -> each).sum();
  }

  @Test
  void valuesAreEqualWithTheProbabilityOfTheWeightedJaccardSimilarity() {
    int equal = 0;
    double expected = 0;
    int sets = 100;
    for (int i = 0; i < sets; i++) {
      var left = set("set " + i + " term ", 0, 30);
      var right = set("set " + i + " term ", 12, 40);
      var shared = set("set " + i + " term ", 12, 30);
      expected += weight(shared) / (weight(left) + weight(right) - weight(shared)) / sets;
      var a = MinHash.values(left);
      var b = MinHash.values(right);
      equal += (int) IntStream.range(0, MinHash.VALUES).filter(j -> a[j] == b[j]).count();
    }
    // 6,400 values: a standard error of 0.006 if they are independent
    assertEquals(expected, (double) equal / sets / MinHash.VALUES, 0.03);
  }

  @Test
  void theOrderOfTheTermsHasNoInfluence() {
    var terms = set("", 0, 30);
    var reversed = new TreeMap<String, Double>(java.util.Comparator.reverseOrder());
    reversed.putAll(terms);
    assertArrayEquals(MinHash.values(terms), MinHash.values(reversed));
  }

  @Test
  void aTableHasDifferentValues() {
    var values = IntStream.range(0, MinHash.VALUES).toArray();
    for (int table = 0; table < MinHash.VALUES; table++) {
      int start = table;
      assertEquals(table, MinHash.value(values, table, 0));
      assertEquals(
          MinHash.DEPTH,
          IntStream.range(0, MinHash.DEPTH)
              .map(depth -> MinHash.value(values, start, depth))
              .distinct()
              .count());
    }
  }
}
