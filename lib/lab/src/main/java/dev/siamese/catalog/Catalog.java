package dev.siamese.catalog;

import dev.siamese.data.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The public data sets that the project knows: the table in {@code data/catalog.csv}. */
public final class Catalog {

  private Catalog() {}

  /**
   * One file of a data set.
   *
   * @param file its path in a data directory
   * @param url its address, or a page about it if it has no published checksum
   * @param checksum algorithm and hexadecimal digest, such as {@code sha-256:437c…}; empty if none
   *     is published, in which case the file is not downloaded
   * @param bytes its size; approximate if there is no checksum
   * @param licence under which it may be used
   */
  public record Entry(String file, String url, String checksum, long bytes, String licence) {}

  /** {@return the files of all data sets} */
  public static List<Entry> entries() {
    var table = table();
    return IntStream.range(0, table.size())
        .mapToObj(
            row ->
                new Entry(
                    table.value(row, "file"),
                    table.value(row, "url"),
                    table.value(row, "checksum"),
                    Long.parseLong(table.value(row, "bytes")),
                    table.value(row, "licence")))
        .toList();
  }

  private static Csv table() {
    try (var csv = Catalog.class.getResourceAsStream("catalog.csv")) {
      return Csv.parse("catalog.csv", new String(csv.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read catalog.csv from the class path", e);
    }
  }

  /**
   * An overview before a download, one row per file: {@code file, present, size, licence}.
   *
   * @param data where to look whether a file is present
   * @return the overview
   */
  public static Table table(DataDirectory data) {
    var present = StringColumn.create("present");
    var size = StringColumn.create("size");
    var entries = entries();
    for (var entry : entries) {
      var absent = entry.checksum.isEmpty() ? "get it yourself" : "no";
      present.append(data.isPresent(entry.file) ? "yes" : absent);
      size.append((entry.checksum.isEmpty() ? "about " : "") + Download.megabytes(entry.bytes));
    }
    return Table.create(
        "data sets",
        StringColumn.create("file", entries.stream().map(Entry::file)),
        present,
        size,
        StringColumn.create("licence", entries.stream().map(Entry::licence)));
  }

  /**
   * {@return the entry of a file}
   *
   * @param file its path in the catalogue, such as {@code omniglot/all_runs.zip}
   * @throws IllegalArgumentException if the catalogue has no such file
   */
  public static Entry entry(String file) {
    return entries().stream()
        .filter(entry -> entry.file.equals(file))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the catalogue has no file \"%s\", only %s"
                        .formatted(file, entries().stream().map(Entry::file).toList())));
  }

  /**
   * {@return the files of one data set}
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
          "the catalogue has no data set \"%s\", only %s"
              .formatted(name, String.join(", ", names.toList())));
    }
    return files;
  }
}
