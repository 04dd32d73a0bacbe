package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class FigureTest {

  @Test
  void linesAreNamedWhereTheyEndInsteadOfInALegend() {
    var chart = Figure.lines("t", "x", "y");
    Figure.line(chart, "rising", new double[] {0, 1}, new double[] {0, 1}, Palette.SAME);
    Figure.nameLines(chart);
    assertFalse(chart.getStyler().isLegendVisible());
    var picture = Figure.picture(chart);
    int right = 0;
    int left = 0;
    for (int y = 45; y < 80; y++) { // beside the end of the line, above on the right
      for (int x = 60; x < picture.getWidth(); x++) {
        if (new Color(picture.getRGB(x, y)).equals(Palette.SAME)) {
          right += x > 600 ? 1 : 0;
          left += x < 500 ? 1 : 0;
        }
      }
    }
    assertTrue(right > 50 && left == 0, right + " coloured pixels right and " + left + " left");
  }
}
