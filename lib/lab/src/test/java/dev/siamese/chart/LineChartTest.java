package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineChartTest {

  private static LineChart chart() {
    return new LineChart("t", "x", "y")
        .add("rising", new double[] {0, 1}, new double[] {0, 1}, Palette.SAME);
  }

  private static int pixelsOfTheLineColour(BufferedImage image) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == Palette.SAME.getRGB() ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void linesAreLabelledInTheirColourInsteadOfALegend() {
    int unlabelled = pixelsOfTheLineColour(chart().hideLegend().draw());
    var labelled = chart().labelLines();
    int count = pixelsOfTheLineColour(labelled.draw());
    assertTrue(count > unlabelled + 40, count + " pixels, without the label " + unlabelled);
    assertTrue(labelled.xchart().getStyler().getYAxisMax() > 1, "no room above the line");
  }

  @Test
  void theRangeIsThatOfTheLinesUnlessSet() {
    var styler = chart().horizontalLine("h", 0.5).xchart().getStyler();
    assertEquals(0, styler.getXAxisMin());
    assertEquals(1, styler.getXAxisMax(), 0.01);
    assertEquals(
        -2, chart().xRange(-2, 2).horizontalLine("h", 0).xchart().getStyler().getXAxisMin());
  }

  @Test
  void logarithmicAxesHaveEquallySpacedPowers() {
    var x = new double[] {1, 10, 100, 1000};
    var power =
        new LineChart("t", "x", "y").add("x²", x, new double[] {1, 100, 1e4, 1e6}, Palette.SAME);
    var image = power.logarithmic(true, true).hideLegend().draw(1);
    var line =
        IntStream.range(0, image.getWidth() * image.getHeight())
            .filter(
                i ->
                    image.getRGB(i % image.getWidth(), i / image.getWidth())
                        == Palette.SAME.getRGB())
            .toArray();
    // the centre of a straight line is the middle of its ends
    var xs = IntStream.of(line).map(i -> i % image.getWidth()).summaryStatistics();
    var ys = IntStream.of(line).map(i -> i / image.getWidth()).summaryStatistics();
    assertEquals((xs.getMin() + xs.getMax()) / 2.0, xs.getAverage(), 8);
    assertEquals((ys.getMin() + ys.getMax()) / 2.0, ys.getAverage(), 8);
  }

  @Test
  void aZeroOnALogarithmicAxisIsAGap() {
    var x = new double[] {1, 10, 100};
    var line = new LineChart("t", "x", "y").add("y", x, new double[] {0, 1, 100}, Palette.SAME);
    var whole = new LineChart("t", "x", "y").add("y", x, new double[] {1, 1, 100}, Palette.SAME);
    long points = count(line.logarithmic(true, true).hideLegend().draw(1));
    assertTrue(points > 100 && points < count(whole.logarithmic(true, true).hideLegend().draw(1)));
  }

  private static long count(BufferedImage image) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .filter(colour -> colour == Palette.SAME.getRGB())
        .count();
  }

  @Test
  void aChartIsSavedInANewFolder(@TempDir Path folder) throws Exception {
    var file = folder.resolve("charts/line.png");
    chart().save(file);
    assertTrue(Files.size(file) > 1000);
  }

  @Test
  void aLineInTheSecondColourHasGapsHoweverManyPointsItHas() {
    var y = IntStream.range(0, 2000).mapToDouble(i -> i).toArray();
    assertSame(y, ChartStyle.dashed(y, 0));
    var dashed = ChartStyle.dashed(y, 1);
    long gaps = DoubleStream.of(dashed).filter(Double::isNaN).count();
    assertEquals(2000 / 3.0, gaps, 40); // ten on, five off
    assertEquals(1999, dashed[1999], "the end, where the line is labelled");
    var few = new double[] {1, 2, 3};
    assertSame(few, ChartStyle.dashed(few, 1));
  }
}
