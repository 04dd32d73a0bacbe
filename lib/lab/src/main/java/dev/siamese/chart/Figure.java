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

  /** Images side by side on white, centred vertically. */
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

  /** Writes an image as PNG; missing folders are created. */
  public static void save(BufferedImage image, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the image " + file, e);
    }
  }

  /** An image as PNG in Base64, as HTML pages and notebooks embed it. */
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
