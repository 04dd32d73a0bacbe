package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ImageGridTest {

  private static BufferedImage plain(Color color) {
    var picture = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB);
    var pen = picture.createGraphics();
    pen.setColor(color);
    pen.fillRect(0, 0, 10, 10);
    pen.dispose();
    return picture;
  }

  private static Color at(BufferedImage picture, int x, int y) {
    return new Color(picture.getRGB(x, y));
  }

  @Test
  void picturesStandInRowsFromTheLeft() {
    var grid = new ImageGrid(2, 40).add(plain(Color.RED)).add(plain(Color.GREEN));
    var picture = grid.skip().add(plain(Color.BLUE)).draw();
    assertEquals(8 + 2 * 48, picture.getWidth());
    assertEquals(8 + 2 * 48, picture.getHeight());
    assertEquals(Color.RED, at(picture, 28, 28));
    assertEquals(Color.GREEN, at(picture, 76, 28));
    assertEquals(Color.WHITE, at(picture, 28, 76), "a place left empty");
    assertEquals(Color.BLUE, at(picture, 76, 76));
  }

  @Test
  void aFrameHasItsColour() {
    var picture = new ImageGrid(1, 40).add(plain(Color.RED), "same", Palette.SAME).draw();
    assertEquals(Palette.SAME, at(picture, 8, 28));
    assertEquals(Color.RED, at(picture, 28, 28));
  }
}
