package dev.siamese.data;

import dev.siamese.tensor.internal.Archive;
import dev.siamese.tensor.internal.NearestPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Images of any size below a folder or in a zip file: PNG, JPEG, GIF, BMP, TIFF, PGM, PPM, and what
 * ImageIO plug-ins read, by the extensions of their names. Other files, hidden ones and those of
 * the operating system are skipped; {@link #skipped} counts them.
 *
 * @param root the folder or zip file
 */
public record ImageFolder(Path root) {

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
   * @param transform applied to one image at a time, as in {@code image -> image.resized(64)}; if
   *     its results have several sizes, all are resized to their median height and width
   * @throws DataException if there is no sub-folder, one has fewer than two images, or an image
   *     cannot be read
   */
  public Images readLabeled(UnaryOperator<Images> transform) {
    return readLabeled(transform, DataException::raise);
  }

  /**
   * {@return the images as above, without those that cannot be read or used}
   *
   * @param transform as above
   * @param skipped receives, for each image left out, the reason, which names it
   * @throws DataException if there is no sub-folder, or one has fewer than two images
   */
  public Images readLabeled(UnaryOperator<Images> transform, Consumer<DataException> skipped) {
    return inside(
        folder -> {
          var classes = ClassFolders.of(root, folder);
          var images = read(classes.all(), transform, classes.targets(), skipped);
          classes.requireTwo(images.classSizes());
          return images;
        });
  }

  /**
   * {@return all images at any depth, in the order of {@link #entries}} Each is a class of its own,
   * named by its {@linkplain Entry#key() key}.
   *
   * @param transform as for {@link #readLabeled}
   * @throws DataException if there is none, or one cannot be read
   */
  public Images readUnlabeled(UnaryOperator<Images> transform) {
    return readUnlabeled(transform, DataException::raise);
  }

  /**
   * {@return the images as above, without those that cannot be read or used}
   *
   * @param transform as above
   * @param skipped receives, for each image left out, the reason, which names it
   * @throws DataException if there is none that can be used
   */
  public Images readUnlabeled(UnaryOperator<Images> transform, Consumer<DataException> skipped) {
    return readUnlabeled(entries().stream().map(Entry::key).toList(), transform, skipped);
  }

  /**
   * {@return some images, in the order given, each of a class of its own, named by its key}
   *
   * @param keys the paths of the images from the root
   * @param transform as above
   * @param skipped as above
   * @throws DataException if there is none that can be used
   */
  public Images readUnlabeled(
      List<String> keys, UnaryOperator<Images> transform, Consumer<DataException> skipped) {
    return inside(
        folder -> {
          var files = keys.stream().map(folder::resolve).toList();
          return read(files, transform, Targets.unique(keys), skipped);
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
   * {@return whether a file is read, by the extension of its name}
   *
   * @param file any file
   */
  public static boolean isImage(Path file) {
    return ImageCodec.isImage(file);
  }

  /**
   * {@return the number of files that are not read, by reason, such as {@code skipped 24 .webp}}
   */
  public String skipped() {
    return inside(ImageFolder::list).toString();
  }

  private <T> T inside(Archive.Reader<T> reader) {
    if (!Files.exists(root)) {
      throw new DataException(
          "there is no folder or zip file " + root + NearestPath.suggestion(root));
    }
    try {
      return Archive.read(root, reader);
    } catch (IOException | UncheckedIOException e) {
      throw new DataException("cannot read the images in " + root, e);
    }
  }

  private Images read(
      List<Path> files,
      UnaryOperator<Images> transform,
      Targets targets,
      Consumer<DataException> skipped) {
    record Result(Images image, DataException error) {}
    var results =
        files.stream()
            .parallel()
            .map(
                file -> {
                  try {
                    return new Result(transform.apply(Images.read(file)), null);
                  } catch (DataException e) {
                    return new Result(null, e);
                  }
                })
            .toList();
    var errors = results.stream().map(Result::error).filter(Objects::nonNull).toList();
    errors.forEach(skipped);
    if (errors.size() == files.size()) {
      throw new DataException("no image of " + root + " can be used", errors.get(0));
    }
    var rows = IntStream.range(0, files.size()).filter(i -> results.get(i).image != null).toArray();
    var images = results.stream().map(Result::image).filter(Objects::nonNull).toList();
    return Images.concat(ImageOps.ofMedianSize(images)).withLabels(targets.select(rows));
  }

  private List<Path> requireImages(Path folder) throws IOException {
    var listing = list(folder);
    if (listing.files().isEmpty()) {
      throw new DataException(
          "there is no image (%s) in %s%s"
              .formatted(ImageCodec.FORMATS, root, ClassFolders.reasons(listing)));
    }
    return listing.files();
  }

  /** The images below a folder, and what is skipped. */
  static Archive.Listing list(Path folder) throws IOException {
    var listing = Archive.files(folder, ImageCodec::isImage);
    return new Archive.Listing(
        listing.files().stream().sorted(NaturalOrder.PATHS).toList(), listing.skipped());
  }

  private static String key(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}
