package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.metrics.Interval;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DotPlotTest {

  /** The mean x of the pixels of a colour below the legend. */
  private static double meanX(BufferedImage image, int rgb) {
    var xs =
        IntStream.range(0, image.getWidth() * image.getHeight())
            .filter(i -> i / image.getWidth() > image.getHeight() / 2)
            .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == rgb)
            .map(i -> i % image.getWidth());
    return xs.average().orElseThrow();
  }

  private static DotPlot plot(double first, double second) {
    return new DotPlot("Errors", "%")
        .add("row", "one", new Interval(first, first - 1, first + 1))
        .add("row", "two", new Interval(second, second - 1, second + 1));
  }

  @Test
  void greaterValuesAreFartherToTheRight() {
    int blue = Palette.SAME.getRGB();
    int vermilion = Palette.DIFFERENT.getRGB();
    var image = plot(2, 8).draw();
    assertTrue(meanX(image, blue) < meanX(image, vermilion));
    var swapped = plot(8, 2).draw();
    assertTrue(meanX(swapped, blue) > meanX(swapped, vermilion));
  }

  @Test
  void rowsOfOneNameAreOneRow() {
    var one = plot(2, 8).draw();
    var two = plot(2, 8).add("other", "one", Interval.studentMean(1)).draw();
    assertTrue(two.getHeight() > one.getHeight());
    assertEquals("Errors", plot(2, 8).title());
  }
}
