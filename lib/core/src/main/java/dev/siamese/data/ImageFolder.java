package dev.siamese.data;

import dev.siamese.tensor.internal.Archive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Images of any size below a folder or in a zip file: PNG, JPEG, GIF, BMP, TIFF and PGM, by the
 * extensions of their names. Other files, hidden ones and those of the operating system are
 * skipped; {@link #skipped} counts them.
 *
 * @param root the folder or zip file
 */
public record ImageFolder(Path root) {

  /** By name, with numbers by their value: {@code 2.png} comes before {@code 10.png}. */
  private static final Comparator<Path> ORDER = Comparator.comparing(ImageFolder::padded);

  /**
   * An image file with what tells whether it has changed.
   *
   * @param key its path from the root, such as {@code holidays/beach.jpg}
   * @param sizeBytes its size
   * @param modifiedMillis when it was last written, in milliseconds since 1970
   */
  public record Entry(String key, long sizeBytes, long modifiedMillis) {}

  /**
   * {@return the images of a folder or a zip file}
   *
   * @param folderOrZip the folder or zip file
   */
  public static ImageFolder of(Path folderOrZip) {
    return new ImageFolder(folderOrZip);
  }

  /**
   * {@return the images of one sub-folder per class, at any depth in it; the class is named like
   * the sub-folder} A single folder around all sub-folders, as many zip files have it, is ignored.
   *
   * @param transform brings all images to one size, as in {@code image -> image.resized(64)}; it is
   *     applied to one image at a time
   * @throws DataException if there is no sub-folder, one has fewer than two images, or an image
   *     cannot be read
   */
  public Images readLabeled(UnaryOperator<Images> transform) {
    return inside(
        folder -> {
          var files = new ArrayList<Path>();
          var labels = new ArrayList<Integer>();
          var classes = new ArrayList<ClassInfo>();
          for (var each : classFolders(folder)) {
            var listing = list(each);
            if (listing.files().size() < 2) {
              throw new DataException(
                  "the class %s in %s has %d images%s: it needs at least 2; add some or remove it"
                      .formatted(
                          Archive.name(each), root, listing.files().size(), reasons(listing)));
            }
            listing.files().forEach(image -> labels.add(classes.size()));
            files.addAll(listing.files());
            classes.add(new ClassInfo(Archive.name(each)));
          }
          if (classes.isEmpty()) {
            throw new DataException(
                root + " has no sub-folder: it needs one per class, with the images of the class");
          }
          var targets = new Targets(labels.stream().mapToInt(Integer::intValue).toArray(), classes);
          return read(files, transform).withLabels(targets);
        });
  }

  /**
   * {@return all images at any depth, in the order of {@link #entries}} Each is a class of its own,
   * named by its {@linkplain Entry#key() key}.
   *
   * @param transform brings all images to one size; it is applied to one image at a time
   * @throws DataException if there is none, or one cannot be read
   */
  public Images readUnlabeled(UnaryOperator<Images> transform) {
    return inside(
        folder -> {
          var files = requireImages(folder);
          var keys = files.stream().map(file -> key(folder, file)).toList();
          return read(files, transform).withLabels(Targets.unique(keys));
        });
  }

  /**
   * {@return one image}
   *
   * @param key its path from the root
   * @throws DataException if it is missing or cannot be read
   */
  public Images read(String key) {
    return inside(folder -> Images.read(folder.resolve(key)));
  }

  /**
   * {@return all image files, at any depth}
   *
   * @throws DataException if there is none
   */
  public List<Entry> entries() {
    return inside(
        folder -> {
          var entries = new ArrayList<Entry>();
          for (var file : requireImages(folder)) {
            long modified = Files.getLastModifiedTime(file).toMillis();
            entries.add(new Entry(key(folder, file), Files.size(file), modified));
          }
          return entries;
        });
  }

  /**
   * {@return the number of files that are not read, by reason, such as {@code skipped 24 .webp}}
   */
  public String skipped() {
    return inside(ImageFolder::list).toString();
  }

  private <T> T inside(Archive.Reader<T> reader) {
    if (!Files.exists(root)) {
      throw new DataException("there is no folder or zip file " + root);
    }
    try {
      return Archive.read(root, reader);
    } catch (IOException | UncheckedIOException e) {
      throw new DataException("cannot read the images in " + root, e);
    }
  }

  private static Images read(List<Path> files, UnaryOperator<Images> transform) {
    return Images.concat(
        files.stream().parallel().map(file -> transform.apply(Images.read(file))).toList());
  }

  private List<Path> requireImages(Path folder) throws IOException {
    var listing = list(folder);
    if (listing.files().isEmpty()) {
      throw new DataException(
          "there is no image (%s) in %s%s".formatted(ImageCodec.FORMATS, root, reasons(listing)));
    }
    return listing.files();
  }

  private static String reasons(Archive.Listing listing) {
    return listing.skipped().isEmpty() ? "" : " (%s)".formatted(listing);
  }

  private static Archive.Listing list(Path folder) throws IOException {
    var listing = Archive.files(folder, ImageCodec::isImage);
    return new Archive.Listing(listing.files().stream().sorted(ORDER).toList(), listing.skipped());
  }

  private static List<Path> classFolders(Path folder) throws IOException {
    var below = Archive.folders(folder).stream().sorted(ORDER).toList();
    if (below.size() == 1) {
      var deeper = classFolders(below.get(0));
      return deeper.size() > 1 ? deeper : below;
    }
    return below;
  }

  private static String key(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** A path whose numbers are padded with zeros to equal length. */
  private static String padded(Path path) {
    var padded = new StringBuilder();
    var digits = new StringBuilder();
    for (char each : (path + "\0").toCharArray()) {
      if (Character.isDigit(each)) {
        digits.append(each);
        continue;
      }
      if (!digits.isEmpty()) {
        padded.append("0".repeat(Math.max(0, 20 - digits.length()))).append(digits);
        digits.setLength(0);
      }
      padded.append(each);
    }
    return padded.toString();
  }
}
