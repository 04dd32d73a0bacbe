package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class RidgePlotTest {

  private static final float[] NEAR = {0.1f, 0.2f, 0.2f, 0.3f};
  private static final float[] FAR = {0.9f, 1, 1, 1.1f};

  /** The mean x of the pixels of a colour. */
  private static double meanX(BufferedImage image, Color color) {
    double sum = 0;
    int count = 0;
    for (int y = 40; y < 40 + 74; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) == color.getRGB()) {
          sum += x;
          count++;
        }
      }
    }
    assertTrue(count > 20, "the outline of a histogram");
    return sum / count;
  }

  @Test
  void smallDistancesAreOnTheLeft() {
    var image = new RidgePlot("Distances").add("now", NEAR, FAR).draw();
    assertTrue(meanX(image, Palette.SAME) < meanX(image, Palette.DIFFERENT));
    var swapped = new RidgePlot("Distances").add("now", FAR, NEAR).draw();
    assertTrue(meanX(swapped, Palette.SAME) > meanX(swapped, Palette.DIFFERENT));
  }

  @Test
  void everyTimeHasItsOwnRow() {
    var one = new RidgePlot("Distances").add("now", NEAR, FAR).draw();
    var two = new RidgePlot("Distances").add("now", NEAR, FAR).add("then", FAR, FAR).draw();
    assertEquals(one.getHeight() + 74, two.getHeight());
  }

  @Test
  void distancesThatAreAllZeroCanBeDrawn() {
    var zero = new float[] {0, 0};
    assertEquals(720, new RidgePlot("Collapsed").add("now", zero, zero).draw().getWidth());
  }
}
