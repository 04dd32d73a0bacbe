package dev.siamese.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
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

  private static Entry entry(Row row) {
    return new Entry(
        row.getString("file"),
        row.getString("url"),
        row.getString("checksum"),
        row.getLong("bytes"),
        row.getString("licence"));
  }
}
