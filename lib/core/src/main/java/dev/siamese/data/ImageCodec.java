package dev.siamese.data;

import dev.siamese.tensor.internal.Archive;
import dev.siamese.tensor.internal.NearestPath;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads image files, grey or in colour, upright by their EXIF orientation. */
final class ImageCodec {

  /** For messages. */
  static final String FORMATS = "PNG, JPEG, GIF, BMP, TIFF, PGM or PPM";

  /** Those that ImageIO reads, with its plug-ins, such as one for WebP. */
  private static final Set<String> EXTENSIONS =
      Stream.concat(Stream.of(ImageIO.getReaderFileSuffixes()), Stream.of("pgm", "ppm"))
          .map(suffix -> "." + suffix.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  /** Warnings of decoders that do not concern the pixels. */
  private static final List<String> HARMLESS = List.of("profile", "extraneous bytes", "metadata");

  /** A small file can claim any size; images of the largest cameras have as many pixels. */
  private static final long MAX_PIXELS = 150_000_000;

  private static final int BYTES = 12; // per pixel while an image is decoded, at most
  private static final int WEBP_BYTES = 20;

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
  static DecodedImage read(Path file) {
    if (Files.isDirectory(file)) {
      throw new DataException(file + " is a folder: give an image");
    }
    try {
      return decode(Archive.content(file));
    } catch (NoSuchFileException e) {
      throw new DataException("there is no image " + file + NearestPath.suggestion(file));
    } catch (IOException e) {
      throw new DataException("cannot read the image " + file, e);
    }
  }

  /**
   * Reads the content of a file.
   *
   * @throws DataException if it is damaged or not an image
   */
  static DecodedImage read(byte[] file) {
    try {
      return decode(file);
    } catch (IOException e) {
      throw new DataException("cannot read the image", e);
    }
  }

  static DecodedImage decode(byte[] bytes) throws IOException {
    if (Netpbm.matches(bytes)) {
      return DecodedImage.of(Netpbm.read(bytes));
    }
    // from a plain stream, ImageIO would first write every image to a temporary file
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      var readers = ImageIO.getImageReaders(stream);
      if (bytes.length == 0) {
        throw new IOException("it is empty");
      }
      if (!readers.hasNext()) {
        throw new IOException("it is not " + FORMATS);
      }
      var reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        return DecodedImage.of(decode(reader)).upright(ExifOrientation.of(bytes));
      } finally {
        reader.dispose();
      }
    } catch (RuntimeException e) { // which the JDK's decoders throw for some damaged files
      throw new IOException("it is damaged: " + e.getMessage(), e);
    }
  }

  /** Refuses an image whose decoder might exhaust the memory, before it is allocated. */
  static void requireSize(ImageReader reader, long memory) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    var format = reader.getFormatName().toLowerCase(Locale.ROOT);
    long most = Math.min(MAX_PIXELS, memory * 3 / 4 / (format.equals("webp") ? WEBP_BYTES : BYTES));
    long tile = (long) reader.getTileWidth(0) * reader.getTileHeight(0); // may be larger
    if (Math.max((long) width * height, tile) > most) {
      throw new IOException(
          "it has %,d×%,d pixels, and at most %,d fit into Java's memory: make it smaller, or start Java with a larger -Xmx"
              .formatted(width, height, most));
    }
    if (format.startsWith("tif")) {
      requireDepth(reader);
    }
  }

  /** For samples of other sizes, the decoder of TIFF allocates a table of 2^bits numbers. */
  private static void requireDepth(ImageReader reader) throws IOException {
    var bits =
        TIFFDirectory.createFromMetadata(reader.getImageMetadata(0))
            .getTIFFField(BaselineTIFFTagSet.TAG_BITS_PER_SAMPLE);
    for (int i = 0; bits != null && i < bits.getCount(); i++) {
      long depth = bits.getAsLong(i);
      if (depth < 1 || depth > 16 && depth != 32 && depth != 64) {
        throw new IOException(
            "it has %d bits per sample, of which 1 to 16, 32 and 64 can be read: save it as PNG"
                .formatted(depth));
      }
    }
  }

  private static BufferedImage decode(ImageReader reader) throws IOException {
    requireSize(reader, Runtime.getRuntime().maxMemory());
    var warnings = new ArrayList<String>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    var parameters = reader.getDefaultReadParam();
    parameters.setDestinationType(storedType(reader));
    var image = reader.read(0, parameters);
    for (var warning : warnings) {
      if (HARMLESS.stream().noneMatch(warning.toLowerCase(Locale.ROOT)::contains)) {
        throw new IOException("it is damaged: " + warning);
      }
    }
    return image;
  }

  /** The type with the file's own colour profile, so that it is not converted to sRGB; or null. */
  private static ImageTypeSpecifier storedType(ImageReader reader) throws IOException {
    for (var types = reader.getImageTypes(0); types.hasNext(); ) {
      var type = types.next();
      var colours = type.getColorModel().getColorSpace();
      if (colours.getType() == ColorSpace.TYPE_RGB && !colours.isCS_sRGB()) {
        return type;
      }
    }
    return null;
  }
}
