package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class DistanceContoursTest {

  @Test
  void pointsAreInRowsFromTheTopLeft() {
    var points = new DistanceContours(3).points();
    assertEquals(2 * 300 * 300, points.length);
    assertEquals(-2.99, points[0], 1e-5);
    assertEquals(2.99, points[1], 1e-5);
    assertEquals(2.99, points[points.length - 2], 1e-5);
    assertEquals(-2.99, points[points.length - 1], 1e-5);
  }

  @Test
  void aContourSeparatesDistancesAtTheStep() {
    var contours = new DistanceContours(1);
    var points = contours.points();
    var distances = new float[points.length / 2];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = points[2 * i] + 1; // how far right: from 0 to 2
    }
    var image = contours.chart("t", -1, 0, distances, 1).draw();
    assertEquals(Palette.TEXT, new Color(image.getRGB(10 + 149, 34 + 20)));
    assertEquals(
        Palette.DIFFERENT.getRed(), new Color(image.getRGB(10 + 299, 34 + 20)).getRed(), 2);
  }
}
