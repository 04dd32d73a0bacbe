package dev.siamese.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** The data sets that the project knows: the table in {@code data/catalog.csv}. */
public final class Catalog {

  private Catalog() {}

  /**
   * One file of a data set.
   *
   * @param file its place below a data folder
   * @param url where its owner keeps it, or the page on it if it is not fetched by the program
   * @param checksum algorithm and hexadecimal digest, such as {@code sha-256:437c…}; empty where
   *     none was published, and what could not be checked is not fetched
   * @param bytes its size, about, if there is no checksum
   * @param licence under which it may be used
   */
  public record Entry(String file, String url, String checksum, long bytes, String licence) {}

  /** The catalogue, one row per file. */
  public static Table table() {
    try (var csv = Catalog.class.getResourceAsStream("catalog.csv")) {
      var options =
          CsvReadOptions.builder(csv)
              .columnTypes(name -> name.equals("bytes") ? ColumnType.LONG : ColumnType.STRING);
      return Table.read().csv(options).setName("data sets");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read catalog.csv from the class path", e);
    }
  }

  /**
   * What to know before a download, one row per file: {@code file, present, size, licence}.
   *
   * @param home where to look whether a file is present
   */
  public static Table table(DataDirectory home) {
    var present = StringColumn.create("present");
    var size = StringColumn.create("size");
    var entries = entries();
    for (var entry : entries) {
      var absent = entry.checksum.isEmpty() ? "get it yourself" : "no";
      present.append(home.isPresent(entry.file) ? "yes" : absent);
      size.append(Download.megabytes(entry.bytes));
    }
    return Table.create(
        "data sets",
        StringColumn.create("file", entries.stream().map(Entry::file)),
        present,
        size,
        StringColumn.create("licence", entries.stream().map(Entry::licence)));
  }

  /** The files of all data sets. */
  public static List<Entry> entries() {
    return table().stream().map(Catalog::entry).toList();
  }

  /**
   * The entry of a file.
   *
   * @throws IllegalArgumentException if the catalogue has no such file
   */
  public static Entry entry(String file) {
    return entries().stream()
        .filter(entry -> entry.file.equals(file))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no file \"%s\" in the catalogue; it has %s"
                        .formatted(file, entries().stream().map(Entry::file).toList())));
  }

  /**
   * The files of one data set.
   *
   * @param name its folder, such as {@code omniglot}, or one of its files
   * @throws IllegalArgumentException if the catalogue has no such data set
   */
  public static List<Entry> dataset(String name) {
    var files =
        entries().stream()
            .filter(entry -> entry.file.equals(name) || entry.file.startsWith(name + "/"))
            .toList();
    if (files.isEmpty()) {
      var names = entries().stream().map(entry -> entry.file.replaceFirst("/.*", "")).distinct();
      throw new IllegalArgumentException(
          "no data set \"%s\" in the catalogue; it has %s"
              .formatted(name, String.join(", ", names.toList())));
    }
    return files;
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getString("file"),
        row.getString("url"),
        row.getString("checksum"),
        row.getLong("bytes"),
        row.getString("licence"));
  }
}
