package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class EmbeddingMapTest {

  private static final BufferedImage BLACK =
      new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY);

  private static Color at(BufferedImage image, int x, int y) {
    return new Color(image.getRGB(x, y));
  }

  @Test
  void imagesAreAtTheirPointsInTheirColours() {
    var map = new EmbeddingMap("t", 200, 20);
    map.add(0, 0, BLACK, Palette.SAME).add(1, 1, BLACK, Palette.DIFFERENT);
    var image = map.draw();
    assertEquals(Palette.SAME, at(image, 12 + 14, 34 + 200 - 14), "below left");
    assertEquals(Palette.DIFFERENT, at(image, 12 + 200 - 14, 34 + 14), "above right");
    assertEquals(Color.WHITE, at(image, 12 + 100, 34 + 100));
  }

  @Test
  void theBackgroundIsTransparent() {
    var white = new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY);
    var graphics = white.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 10, 10);
    graphics.dispose();
    var image =
        new EmbeddingMap("t", 200, 20)
            .add(0, 0, BLACK, Palette.SAME)
            .add(0, 0, white, Palette.DIFFERENT)
            .draw();
    assertEquals(Palette.SAME, at(image, 112, 134));
  }

  @Test
  void theScaleBarHasItsLength() {
    var map = new EmbeddingMap("t", 228, 20).scaleBar(0.5, "margin");
    var image = map.add(0, 0, BLACK, Palette.SAME).add(1, 0, BLACK, Palette.SAME).draw();
    int y = 34 + 228 + 20;
    int count = 0;
    for (int x = 120; x < 12 + 229; x++) {
      count += at(image, x, y).equals(Palette.TEXT) ? 1 : 0;
    }
    assertEquals(100, count, 3); // half of 228 − 20 − 8
  }

  @Test
  void imagesHaveTheColoursOfTheirClasses() {
    var image = EmbeddingMap.of("t", BlackSquares.of(2), new float[][] {{0, 0}, {1, 1}}).draw();
    assertEquals(Palette.series(0), at(image, 12 + 4 + 17, 34 + 760 - 4 - 17), "below left");
    assertEquals(Palette.series(1), at(image, 12 + 760 - 4 - 17, 34 + 4 + 17), "above right");
  }

  @Test
  void theNumbersOfImagesAndPointsMustBeEqual() {
    var points = new float[][] {{0, 0}};
    assertThrows(
        IllegalArgumentException.class, () -> EmbeddingMap.of("t", BlackSquares.of(2), points));
  }
}
