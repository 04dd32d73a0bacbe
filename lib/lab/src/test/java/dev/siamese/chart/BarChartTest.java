package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.metrics.Interval;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class BarChartTest {

  private static final int SAME = Palette.SAME.getRGB();

  private static int widest(BufferedImage image) {
    int max = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      int count = 0;
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == SAME ? 1 : 0;
      }
      max = Math.max(max, count);
    }
    return max;
  }

  @Test
  void lengthsAreProportionalToValues() {
    int whole =
        widest(
            new BarChart("t", "%").add("a", 8, Palette.DIFFERENT).add("b", 8, Palette.SAME).draw());
    int half =
        widest(
            new BarChart("t", "%").add("a", 8, Palette.DIFFERENT).add("b", 4, Palette.SAME).draw());
    assertTrue(whole > 300, "the longest bar has " + whole + " pixels");
    assertEquals(whole / 2.0, half, 1);
  }

  @Test
  void everyBarHasItsOwnRow() {
    var one = new BarChart("t", "%").add("a", 1, Palette.SAME).draw();
    var two =
        new BarChart("t", "%").add("a", 1, Palette.SAME).add("b", 0, 0, 2, Palette.SAME).draw();
    assertEquals(one.getHeight() + 30, two.getHeight());
  }

  @Test
  void intervalsArePrintedWithAsManyDecimalsAsTheSmallestValueNeeds() {
    var chart =
        new BarChart("Errors", "%").add("a", 0.05, Palette.SAME).add("b", 8, 7, 9.5, Palette.SAME);
    assertEquals("Bar chart. Errors: a 0.05 %; b 8.00 % [7.00, 9.50]", chart.altText());
  }

  @Test
  void oneValueIsDrawnWithoutAnInterval() {
    var one = Interval.studentMean(8);
    var chart = new BarChart("t", "%").add("a", 8, one.low(), one.high(), Palette.SAME);
    assertEquals("Bar chart. t: a 8.0 %", chart.altText());
    assertEquals(
        widest(new BarChart("t", "%").add("a", 8, Palette.SAME).draw()), widest(chart.draw()));
  }

  @Test
  void aLogarithmicAxisShortensLongBars() {
    var chart = new BarChart("t", "%").add("a", 1000, Palette.DIFFERENT).add("b", 10, Palette.SAME);
    int linear = widest(chart.draw());
    int logarithmic = widest(chart.logarithmic().draw());
    assertTrue(linear < 10 && logarithmic > 100, linear + " and " + logarithmic + " pixels");
  }

  @Test
  void theDoublePixelRatioDoublesEveryLength() {
    var chart = new BarChart("t", "%").add("a", 8, Palette.SAME);
    assertEquals(2 * chart.draw().getWidth(), chart.draw(2).getWidth());
    assertEquals(2 * widest(chart.draw()), widest(chart.draw(2)), 6); // font metrics are rounded
  }
}
