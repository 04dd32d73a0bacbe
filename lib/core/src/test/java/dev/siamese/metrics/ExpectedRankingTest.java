package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpectedRankingTest {

  private static final int[] KS = {1, 2, 4, 10};

  private static Stream<String> permutations(String items) {
    return items.isEmpty()
        ? Stream.of("")
        : IntStream.range(0, items.length())
            .boxed()
            .flatMap(
                i ->
                    permutations(items.substring(0, i) + items.substring(i + 1))
                        .map(rest -> items.charAt(i) + rest));
  }

  /** Groups of equally near references, as in {@code +--} with one relevant of three. */
  private static void assertMeanOverOrders(int relevant, String... groups) {
    var actual = new ExpectedRanking(relevant, KS);
    List<String> orders = List.of("");
    for (var group : groups) {
      actual.add(group.length(), (int) group.chars().filter(each -> each == '+').count());
      orders = orders.stream().flatMap(start -> permutations(group).map(start::concat)).toList();
    }
    double map = 0;
    double precision = 0;
    var recall = new double[KS.length];
    for (var order : orders) {
      int hits = 0;
      for (int i = 0; i < order.length(); i++) {
        if (order.charAt(i) == '+') {
          hits++;
          map += i < relevant ? (double) hits / (i + 1) / relevant : 0;
          precision += i < relevant ? 1.0 / relevant : 0;
        }
      }
      for (int k = 0; k < KS.length; k++) {
        recall[k] += order.substring(0, Math.min(KS[k], order.length())).contains("+") ? 1 : 0;
      }
    }
    assertEquals(map / orders.size(), actual.mapAtR(), 1e-12);
    assertEquals(precision / orders.size(), actual.rPrecision(), 1e-12);
    for (int k = 0; k < KS.length; k++) {
      assertEquals(recall[k] / orders.size(), actual.recall(k), 1e-12, "recall@" + KS[k]);
    }
  }

  @Test
  void theMetricsAreMeansOverAllOrdersOfTies() {
    assertMeanOverOrders(2, "+", "-", "+");
    assertMeanOverOrders(2, "+--", "+-");
    assertMeanOverOrders(3, "-", "++--", "+");
    assertMeanOverOrders(4, "+++---", "+");
    assertMeanOverOrders(1, "--", "+--");
  }
}
