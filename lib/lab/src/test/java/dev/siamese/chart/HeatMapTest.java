package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatMapTest {

  private static final float[][] VALUES = {{0, 2}, {1, 0}};

  private static Color at(BufferedImage picture, int x, int y) {
    return new Color(picture.getRGB(x, y));
  }

  @Test
  void nearIsTheColourOfSameAndTheFarthestThatOfDifferent() {
    var picture = HeatMap.distances("t", VALUES, 20).draw();
    assertEquals(Palette.SAME, at(picture, 20, 44));
    assertEquals(Palette.DIFFERENT, at(picture, 40, 44));
    assertEquals(Palette.SAME, at(picture, 40, 64));
  }

  @Test
  void numbersGoFromWhiteToBlack() {
    var picture = HeatMap.values("t", new float[][] {{-3, 5}}, 20).draw();
    assertEquals(Color.WHITE, at(picture, 20, 44));
    assertEquals(Color.BLACK, at(picture, 40, 44));
  }

  @Test
  void picturesStandBesideTheirRowsAndAboveTheirColumns() {
    var red = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    red.createGraphics().fillRect(0, 0, 4, 4);
    red.setRGB(1, 1, 0xFF0000);
    var plain = HeatMap.distances("t", VALUES, 20).draw();
    var faces = List.of(red, red);
    var both = HeatMap.distances("t", VALUES, 20).rowImages(faces).columnImages(faces).draw();
    assertEquals(plain.getWidth() + 26, both.getWidth());
    assertEquals(plain.getHeight() + 26, both.getHeight());
  }

  @Test
  void aFlatArrayBecomesRows() {
    assertArrayEquals(VALUES, HeatMap.reshape(new float[] {0, 2, 1, 0}, 2));
  }
}
