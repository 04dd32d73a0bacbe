package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ImageGridTest {

  private static BufferedImage plain(Color color) {
    var image = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, 10, 10);
    graphics.dispose();
    return image;
  }

  private static Color at(BufferedImage image, int x, int y) {
    return new Color(image.getRGB(x, y));
  }

  @Test
  void imagesAreInRowsFromTheLeft() {
    var grid = new ImageGrid(2, 40).add(plain(Color.RED)).add(plain(Color.GREEN));
    var image = grid.skip().add(plain(Color.BLUE)).draw();
    assertEquals(8 + 2 * 48, image.getWidth());
    assertEquals(8 + 2 * 48, image.getHeight());
    assertEquals(Color.RED, at(image, 28, 28));
    assertEquals(Color.GREEN, at(image, 76, 28));
    assertEquals(Color.WHITE, at(image, 28, 76), "an empty cell");
    assertEquals(Color.BLUE, at(image, 76, 76));
  }

  @Test
  void aFrameHasItsColour() {
    var image = new ImageGrid(1, 40).add(plain(Color.RED), "same", Palette.SAME).draw();
    assertEquals(Palette.SAME, at(image, 8, 28));
    assertEquals(Color.RED, at(image, 28, 28));
  }

  @Test
  void photosAreInSingleResolutionAndDrawingsInDouble() {
    var drawing = plain(Color.WHITE);
    drawing.setRGB(3, 3, Color.BLACK.getRGB());
    assertEquals(2, new ImageGrid(2, 40).add(drawing).add(plain(Color.RED)).pixelRatio());
    var photo = plain(Color.GRAY);
    photo.setRGB(3, 3, Color.BLACK.getRGB());
    photo.setRGB(4, 3, Color.WHITE.getRGB());
    assertEquals(1, new ImageGrid(2, 40).add(photo).pixelRatio());
  }

  @Test
  void theImageIsAsWideAsItsTitle() {
    var narrow = new ImageGrid(1, 40).title("A title that is longer than the row of images");
    int width = narrow.add(plain(Color.RED)).draw().getWidth();
    assertTrue(width > 300 && width < 600, "width " + width);
    assertEquals(56, new ImageGrid(1, 40).title("A").add(plain(Color.RED)).draw().getWidth());
  }
}
