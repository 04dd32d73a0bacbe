package dev.siamese.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.tensor.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticSeriesTest {

  private static final SyntheticSeries SERIES = new SyntheticSeries(3, 20, 100);

  @Test
  void equalSeedsGiveEqualSeries() {
    var series = SERIES.generate(new Seed(1), new Seed(2));
    assertEquals(60, series.size());
    assertEquals(100, series.length(59));
    var again = SERIES.generate(new Seed(1), new Seed(2));
    assertArrayEquals(again.values(7), series.values(7));
    var others = SERIES.generate(new Seed(1), new Seed(3));
    assertFalse(Arrays.equals(others.values(7), series.values(7)));
  }

  @Test
  void seriesOfOneClassAreCloser() {
    var series = SERIES.generate(new Seed(1), new Seed(2)).standardized();
    double same = 0;
    double different = 0;
    for (int row = 0; row < 20; row++) {
      same += distance(series.values(row), series.values((row + 1) % 20));
      different += distance(series.values(row), series.values(20 + row));
    }
    assertTrue(same < 0.8 * different, same + " and " + different);
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int t = 0; t < a.length; t++) {
      sum += (a[t] - b[t]) * (a[t] - b[t]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void aSeriesHasAtLeastTwoSteps() {
    var error = assertThrows(IllegalArgumentException.class, () -> new SyntheticSeries(3, 20, 1));
    assertTrue(error.getMessage().contains("length 1"), error.getMessage());
  }
}
