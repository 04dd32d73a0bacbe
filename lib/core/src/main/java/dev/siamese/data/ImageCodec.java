package dev.siamese.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes image files. */
final class ImageCodec {

  /** For messages. */
  static final String FORMATS = "PNG, JPEG, GIF, BMP, TIFF or PGM";

  private static final Set<String> EXTENSIONS =
      Set.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".pgm");

  private ImageCodec() {}

  /** Whether a file has the extension of an image. */
  static boolean isImage(Path file) {
    return EXTENSIONS.contains(Archive.extension(file));
  }

  /**
   * Reads a file, on disk or in a zip.
   *
   * @throws DataException if it is missing, damaged or not an image
   */
  static BufferedImage read(Path file) {
    try {
      return decode(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new DataException("there is no image " + file);
    } catch (IOException e) {
      throw new DataException("cannot read the image " + file, e);
    }
  }

  private static BufferedImage decode(byte[] bytes) throws IOException {
    if (Pgm.matches(bytes)) {
      return Pgm.read(bytes);
    }
    try {
      // from a plain stream, ImageIO would first write every image to a temporary file
      var image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)));
      if (image == null) {
        throw new IOException("it is not " + FORMATS);
      }
      return image;
    } catch (RuntimeException e) { // which the JDK's decoders throw for some damaged files
      throw new IOException("it is damaged: " + e.getMessage(), e);
    }
  }
}
