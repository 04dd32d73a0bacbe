package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatMapTest {

  private static final float[][] VALUES = {{0, 2}, {1, 0}};

  private static Color at(BufferedImage image, int x, int y) {
    return new Color(image.getRGB(x, y));
  }

  @Test
  void distancesGoFromTheColourOfSameToThatOfDifferent() {
    var image = HeatMap.distances("t", VALUES, 20).draw();
    assertEquals(Palette.SAME, at(image, 20, 44));
    assertEquals(Palette.DIFFERENT, at(image, 40, 44));
    assertEquals(Palette.SAME, at(image, 40, 64));
  }

  @Test
  void valuesGoFromWhiteToBlack() {
    var image = HeatMap.values("t", new float[][] {{3, 5}}, 20).draw();
    assertEquals(Color.WHITE, at(image, 20, 44));
    assertEquals(Color.BLACK, at(image, 40, 44));
  }

  @Test
  void signedValuesHaveTheirNeutralColourAtZero() {
    var image = HeatMap.values("t", new float[][] {{-3, 0, 5}}, 20).draw();
    assertEquals(new Color(0xF7F7F7), at(image, 40, 44));
    assertEquals(new Color(0xE66101), at(image, 60, 44));
  }

  @Test
  void imagesLabelRowsAndColumns() {
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
