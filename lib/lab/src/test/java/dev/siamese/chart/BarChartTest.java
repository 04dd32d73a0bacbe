package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
