package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class FigureTest {

  private static int coloured(XYChart chart) {
    var picture = Figure.toImage(chart);
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        count += new Color(picture.getRGB(x, y)).equals(Palette.SAME) ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void linesAreNamedInTheirColourInsteadOfInALegend() {
    var chart = Figure.lineChart("t", "x", "y");
    Figure.addLine(chart, "rising", new double[] {0, 1}, new double[] {0, 1}, Palette.SAME);
    chart.getStyler().setLegendVisible(false);
    int nameless = coloured(chart);
    chart.getStyler().setLegendVisible(true);
    int named = coloured(Figure.labelLines(chart));
    assertTrue(named > nameless + 40, named + " coloured pixels, without the name " + nameless);
    assertTrue(chart.getStyler().getYAxisMax() > 1, "no room for the name above the line");
  }
}
