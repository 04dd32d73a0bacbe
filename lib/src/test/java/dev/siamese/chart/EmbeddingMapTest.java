package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class EmbeddingMapTest {

  private static int[] place(float[][] points, Color color) {
    var picture = EmbeddingMap.of("", Squares.of(points.length), points);
    int x = 0;
    int y = 0;
    int count = 0;
    for (int row = 0; row < picture.getHeight(); row++) {
      for (int column = 0; column < picture.getWidth(); column++) {
        if (picture.getRGB(column, row) == color.getRGB()) {
          x += column;
          y += row;
          count++;
        }
      }
    }
    assertTrue(count > 400, "most of a square of 34 pixels");
    return new int[] {x / count, y / count};
  }

  @Test
  void picturesStandWhereTheirPointsAre() {
    var points = new float[][] {{-2, -1}, {5, 3}};
    var first = place(points, Palette.series(0));
    var second = place(points, Palette.series(1));
    assertTrue(first[0] < second[0], "left of the other");
    assertTrue(first[1] > second[1], "below the other");
    assertEquals(7.0 / 4, (double) (second[0] - first[0]) / (first[1] - second[1]), 0.01);
  }

  @Test
  void theLongerAxisLiesAcross() {
    var points = new float[][] {{-2, -1}, {5, 3}};
    var turned = new float[][] {{-1, -2}, {3, 5}};
    assertArrayEquals(place(points, Palette.series(1)), place(turned, Palette.series(1)));
  }

  @Test
  void allInOnePlaceCanBeDrawn() {
    assertTrue(place(new float[][] {{7, 7}}, Palette.series(0))[0] < 430);
  }

  @Test
  void everyImageNeedsAPoint() {
    var images = Squares.of(2);
    assertThrows(
        IllegalArgumentException.class, () -> EmbeddingMap.of("", images, new float[][] {{0, 0}}));
  }
}
