package dev.siamese.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Files with one picture each, of the formats that can be read here. */
final class ImageCodec {

  /** For messages. */
  static final String FORMATS = "PNG, JPEG, GIF, BMP or PGM";

  private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "gif", "bmp", "pgm");

  private ImageCodec() {}

  /** Whether a file is one by its name; hidden files are none. */
  static boolean isImage(Path file) {
    var name = file.getFileName().toString();
    var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && EXTENSIONS.contains(ending);
  }

  /**
   * Decodes a file, on disk or in a zip.
   *
   * @throws IOException if it is damaged or no picture
   */
  static BufferedImage read(Path file) throws IOException {
    var picture = decode(Files.readAllBytes(file));
    if (picture == null) {
      throw new IOException("it is not " + FORMATS);
    }
    return picture;
  }

  /**
   * The picture that a file's bytes hold; null if they are of no format that can be read here.
   *
   * @throws IOException if it is damaged
   */
  static BufferedImage decode(byte[] bytes) throws IOException {
    if (Pgm.matches(bytes)) {
      return Pgm.read(bytes);
    }
    try {
      // given a plain stream, ImageIO would write every picture to a temporary file first
      return ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)));
    } catch (RuntimeException e) { // which the JDK's decoders throw at some damaged files
      throw new IOException("damaged: " + e.getMessage(), e);
    }
  }
}
