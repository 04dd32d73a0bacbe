package dev.siamese.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.PairMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTableTest {

  @Test
  void theTableHasARowForEachMetric() {
    var pairs = new PairDistances(new float[] {1, 3}, new float[] {2, 4});
    var table = MetricsTable.of(pairs);
    assertEquals(List.of("metric", "value"), table.columnNames());
    assertEquals(List.copyOf(pairs.metrics().keySet()), table.stringColumn("metric").asList());
    assertEquals(pairs.rocAuc(), table.doubleColumn("value").get(0));
  }

  @Test
  void severalResultsAreConcatenated() {
    var table =
        MetricsTable.of(new PairMetrics(4, 4, 2), new PairDistances(new float[1], new float[1]));
    assertEquals(3 + 10, table.rowCount());
    assertEquals("f1", table.stringColumn("metric").get(0));
  }
}
