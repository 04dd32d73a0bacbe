package dev.siamese.catalog;

import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.tensor.internal.Archive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A CSV file that names images by their paths: one path and a label per row, with or without the
 * group of the image and its part (train, validation or test); or two paths and whether both are
 * the same. Paths are relative to the folder of the file.
 *
 * <p>The columns with the paths are recognised by their content, the others by their names: label,
 * class, category, species, target or name; group, subject, patient, person, session or camera;
 * part, split, set or subset; same, match, duplicate or label.
 *
 * @param folder of the file
 * @param images of a file with one path per row; empty otherwise
 * @param pairs of a file with two paths per row; empty otherwise
 * @param columns a sentence that says which columns were read
 */
public record ImageTable(Path folder, List<Labeled> images, List<Pair> pairs, String columns) {

  private static final Set<String> LABEL =
      Set.of("label", "class", "classname", "category", "species", "target", "name", "id", "y");
  private static final Set<String> GROUP =
      Set.of("group", "subject", "patient", "person", "session", "camera");
  private static final Set<String> PART = Set.of("part", "split", "set", "subset");
  private static final Set<String> SAME =
      Set.of("same", "issame", "match", "ismatch", "duplicate", "label", "target", "y");
  private static final Set<String> YES = Set.of("1", "true", "yes", "same");
  private static final Set<String> NO = Set.of("0", "false", "no", "different");

  /**
   * An image with its class.
   *
   * @param path from the folder of the file, with {@code /} between the names
   * @param label the name of its class
   * @param group what it must not share between training and test; {@code ""} without such a column
   * @param part such as train or test; {@code ""} without such a column
   */
  public record Labeled(String path, String label, String group, String part) {}

  /**
   * Two images.
   *
   * @param left path of one, from the folder of the file
   * @param right path of the other
   * @param same whether both show the same
   */
  public record Pair(String left, String right, boolean same) {}

  /**
   * Copies the lists.
   *
   * @param folder of the file
   * @param images with labels
   * @param pairs of images
   * @param columns which were read
   */
  public ImageTable {
    images = List.copyOf(images);
    pairs = List.copyOf(pairs);
  }

  /**
   * {@return the rows of a file that names images in the first row below its header; empty for any
   * other file, and for folders and zip files}
   *
   * @param file any file
   * @throws DataException as {@link #read}, if it names images
   */
  public static Optional<ImageTable> find(Path file) {
    if (!Files.isRegularFile(file) || Archive.extension(file).equals(".zip")) {
      return Optional.empty();
    }
    Csv table;
    try {
      table = Csv.read(file);
    } catch (DataException e) {
      return Optional.empty();
    }
    return pathColumns(table).isEmpty() ? Optional.empty() : Optional.of(of(file, table));
  }

  /**
   * Reads a file; the images themselves are not read.
   *
   * @param file with a header
   * @return its rows
   * @throws DataException if it is missing or damaged, columns are not recognised, or a row lacks a
   *     label
   */
  public static ImageTable read(Path file) {
    return of(file, Csv.read(file));
  }

  private static ImageTable of(Path file, Csv table) {
    var paths = pathColumns(table);
    var folder = file.toAbsolutePath().getParent();
    return switch (paths.size()) {
      case 1 -> labeled(table, folder, paths.get(0));
      case 2 -> pairs(table, folder, paths.get(0), paths.get(1));
      default ->
          throw new DataException(
              "%s has %d columns with paths of images: 1 with a label, or 2 with a column same"
                  .formatted(file, paths.size()));
    };
  }

  private static ImageTable labeled(Csv table, Path folder, String path) {
    var label =
        column(table, LABEL, path)
            .orElseThrow(
                () ->
                    new DataException(
                        "%s has no column that is recognised as the label: name it label, beside \"%s\""
                            .formatted(table.name(), path)));
    var group = column(table, GROUP, path);
    var part = column(table, PART, path);
    var rows = new ArrayList<Labeled>();
    for (int row = 0; row < table.size(); row++) {
      rows.add(
          new Labeled(
              required(table, row, path).replace('\\', '/'),
              required(table, row, label),
              group.isEmpty() ? "" : required(table, row, group.get()),
              part.isEmpty() ? "" : required(table, row, part.get())));
    }
    var columns =
        "paths in \"%s\", labels in \"%s\"%s%s"
            .formatted(
                path,
                label,
                group.map(each -> ", groups in \"" + each + '"').orElse(""),
                part.map(each -> ", parts in \"" + each + '"').orElse(""));
    return new ImageTable(folder, rows, List.of(), columns);
  }

  private static ImageTable pairs(Csv table, Path folder, String left, String right) {
    var same =
        column(table, SAME, left)
            .orElseThrow(
                () ->
                    new DataException(
                        "%s has no column that says which pairs are the same: name it same, with true and false"
                            .formatted(table.name())));
    var rows = new ArrayList<Pair>();
    for (int row = 0; row < table.size(); row++) {
      var value = required(table, row, same).toLowerCase(Locale.ROOT);
      if (!YES.contains(value) && !NO.contains(value)) {
        throw new DataException(
            "row %d of %s has \"%s\" in the column %s: it must be true or false"
                .formatted(row + 1, table.name(), value, same));
      }
      rows.add(
          new Pair(
              required(table, row, left).replace('\\', '/'),
              required(table, row, right).replace('\\', '/'),
              YES.contains(value)));
    }
    var columns = "paths in \"%s\" and \"%s\", \"%s\" where both are the same";
    return new ImageTable(folder, List.of(), rows, columns.formatted(left, right, same));
  }

  private static List<String> pathColumns(Csv table) {
    return table.size() == 0
        ? List.of()
        : table.columns().stream()
            .filter(column -> ImageFolder.isImage(Path.of("x" + suffix(table.value(0, column)))))
            .toList();
  }

  private static String suffix(String path) {
    return path.matches(".*\\.\\w{1,5}") ? path.substring(path.lastIndexOf('.')) : "";
  }

  private static Optional<String> column(Csv table, Set<String> names, String path) {
    return table.columns().stream()
        .filter(each -> !each.equals(path))
        .filter(each -> names.contains(each.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")))
        .findFirst();
  }

  private static String required(Csv table, int row, String column) {
    var value = table.value(row, column);
    if (value.isBlank()) {
      throw new DataException(
          "row %d of %s has no value in the column %s".formatted(row + 1, table.name(), column));
    }
    return value.strip();
  }
}
