package dev.siamese.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Pictures of any size below a folder or in a zip: PNG, JPEG, GIF, BMP and PGM, by the endings of
 * their names. Other files, and hidden ones, are passed over.
 *
 * @param root the folder or zip
 */
public record ImageFolder(Path root) {

  /** By name, numbers in it by their value: {@code 2.png} comes before {@code 10.png}. */
  private static final Comparator<Path> ORDER = Comparator.comparing(ImageFolder::padded);

  /**
   * A picture's file, by which it can be seen whether it is still the same.
   *
   * @param key its path from the root, such as {@code holidays/beach.jpg}
   * @param sizeBytes its size
   * @param modifiedMillis when it was last written, in milliseconds since 1970
   */
  public record Entry(String key, long sizeBytes, long modifiedMillis) {}

  /**
   * One sub-folder per class, named like it, with the class's pictures at any depth; a folder
   * around all of them, as many a zip has, is passed through.
   *
   * @param prepared makes all pictures of one size, as in {@code each -> each.scaled(64)}; it is
   *     given them one by one
   * @throws DataException if there is no sub-folder, one without pictures or with only one, or a
   *     picture that cannot be read
   */
  public Images readLabeled(UnaryOperator<Images> prepared) {
    return inside(
        folder -> {
          var files = new ArrayList<Path>();
          var labels = new ArrayList<Integer>();
          var classes = new ArrayList<ClassInfo>();
          for (var each : classFolders(folder)) {
            var pictures = files(each);
            if (pictures.size() < 2) {
              throw new DataException(
                  "the class %s has %s: a pair of the same takes two, so add some or move it away"
                      .formatted(each, pictures.isEmpty() ? "no picture" : "only 1 picture"));
            }
            pictures.forEach(picture -> labels.add(classes.size()));
            files.addAll(pictures);
            classes.add(new ClassInfo(name(each), ""));
          }
          if (classes.isEmpty()) {
            throw new DataException(
                root + " has no sub-folder: it takes one per class, with that class's pictures");
          }
          var numbers = labels.stream().mapToInt(Integer::intValue).toArray();
          return read(files, prepared).withLabels(numbers, classes);
        });
  }

  /**
   * All pictures at any depth, each a class of its own, which is called by its {@linkplain
   * Entry#key() key}, in the order of {@link #entries}.
   *
   * @param prepared makes all pictures of one size; it is given them one by one
   * @throws DataException if there is none, or one that cannot be read
   */
  public Images readUnlabeled(UnaryOperator<Images> prepared) {
    return inside(
        folder -> {
          var files = some(folder);
          var classes = files.stream().map(file -> new ClassInfo(key(folder, file), "")).toList();
          return read(files, prepared)
              .withLabels(IntStream.range(0, files.size()).toArray(), classes);
        });
  }

  /**
   * One of the pictures.
   *
   * @throws DataException if it is not there or cannot be read
   */
  public Images read(String key) {
    return inside(folder -> Images.read(folder.resolve(key)));
  }

  /**
   * The files of all pictures, at any depth.
   *
   * @throws DataException if there is none
   */
  public List<Entry> entries() {
    return inside(
        folder -> {
          var entries = new ArrayList<Entry>();
          for (var file : some(folder)) {
            long modified = Files.getLastModifiedTime(file).toMillis();
            entries.add(new Entry(key(folder, file), Files.size(file), modified));
          }
          return entries;
        });
  }

  private <T> T inside(Archive.Reader<T> reader) {
    if (!Files.exists(root)) {
      throw new DataException("there is no folder " + root);
    }
    try {
      return Archive.read(root, reader);
    } catch (IOException | UncheckedIOException e) {
      throw new DataException("cannot read the pictures in " + root, e);
    }
  }

  private static Images read(List<Path> files, UnaryOperator<Images> prepared) {
    return Images.concatDisjoint(
        files.stream().parallel().map(file -> prepared.apply(Images.read(file))).toList());
  }

  private List<Path> some(Path folder) throws IOException {
    var files = files(folder);
    if (files.isEmpty()) {
      throw new DataException("there is no picture, %s, in %s".formatted(ImageCodec.FORMATS, root));
    }
    return files;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(ImageCodec::isImage).sorted(ORDER).toList();
    }
  }

  private static List<Path> classFolders(Path folder) throws IOException {
    var below = subFolders(folder);
    if (below.size() == 1) {
      var deeper = classFolders(below.get(0));
      return deeper.size() > 1 ? deeper : below;
    }
    return below;
  }

  private static List<Path> subFolders(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .filter(each -> !name(each).startsWith("."))
          .sorted(ORDER)
          .toList();
    }
  }

  private static String key(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** A folder's name; in a zip it may end in a slash. */
  private static String name(Path folder) {
    return folder.getFileName().toString().replace("/", "");
  }

  /** A path with as many zeros before every number as make them all equally long. */
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
