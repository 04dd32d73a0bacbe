package dev.siamese.chart;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Arranges drawn images and encodes them as PNG. */
public final class Figure {

  private Figure() {}

  /**
   * {@return images side by side on white, centred vertically}
   *
   * @param images from left to right
   */
  public static BufferedImage hstack(BufferedImage... images) {
    int width = Arrays.stream(images).mapToInt(BufferedImage::getWidth).sum();
    int height = Arrays.stream(images).mapToInt(BufferedImage::getHeight).max().orElse(1);
    var row = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = row.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    int x = 0;
    for (var image : images) {
      graphics.drawImage(image, x, (height - image.getHeight()) / 2, null);
      x += image.getWidth();
    }
    graphics.dispose();
    return row;
  }

  /**
   * Writes an image as PNG; missing folders are created.
   *
   * @param image to write
   * @param file the PNG file, which is overwritten if it exists
   */
  public static void save(BufferedImage image, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the image " + file, e);
    }
  }

  /**
   * {@return an image as PNG in Base64, as HTML pages and notebooks embed it}
   *
   * @param image to encode
   */
  public static String base64(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode an image as PNG", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
