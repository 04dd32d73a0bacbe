package dev.siamese.chart;

import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Puts charts side by side, and encodes images as PNG. */
public final class Figure {

  private Figure() {}

  /**
   * {@return charts side by side on white, centred vertically}
   *
   * @param charts from left to right
   */
  public static Chart hstack(Chart... charts) {
    return new Row(List.of(charts));
  }

  /**
   * Writes an image as PNG; missing folders are created.
   *
   * @param image to write
   * @param file the PNG file, which is replaced if it exists
   * @throws DataException if it cannot be written
   */
  public static void save(BufferedImage image, Path file) {
    try {
      AtomicFile.write(file, out -> out.write(png(image)));
    } catch (IOException e) {
      throw new DataException("cannot write the image " + file, e);
    }
  }

  /**
   * {@return an image as PNG in Base64, as HTML pages and notebooks embed it}
   *
   * @param image to encode
   */
  public static String base64(BufferedImage image) {
    return Base64.getEncoder().encodeToString(png(image));
  }

  /** With the best compression, which is lossless: notebooks stay small. */
  private static byte[] png(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("png").next();
    var options = writer.getDefaultWriteParam();
    options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    options.setCompressionQuality(0); // the quality of speed
    try (var stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), options);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode an image as PNG", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private record Row(List<Chart> charts) implements Chart {

    @Override
    public String title() {
      return charts.stream().map(Chart::title).collect(Collectors.joining("; "));
    }

    @Override
    public String altText() {
      return charts.stream().map(Chart::altText).collect(Collectors.joining("; "));
    }

    @Override
    public BufferedImage draw(double pixelRatio) {
      var images = charts.stream().map(chart -> chart.draw(pixelRatio)).toList();
      int width = images.stream().mapToInt(BufferedImage::getWidth).sum();
      int height = images.stream().mapToInt(BufferedImage::getHeight).max().orElse(1);
      var row = Canvas.of(width, height, "", 1);
      int x = 0;
      for (var image : images) {
        row.graphics().drawImage(image, x, (height - image.getHeight()) / 2, null);
        x += image.getWidth();
      }
      return row.finish();
    }
  }
}
