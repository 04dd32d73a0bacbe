package dev.siamese.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * A CSV file that grows by one row with every run, at once, so that what is finished is not lost
 * with what is not. Rows of the same columns only.
 *
 * @param file the CSV file, made with the first row
 */
public record ResultLog(Path file) {

  /**
   * Adds a row.
   *
   * @param row the columns' names and values, in order
   * @throws IllegalArgumentException if the file has other columns
   */
  public void add(Map<String, ?> row) {
    var header = line(row.keySet());
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      boolean fresh = !Files.exists(file) || Files.size(file) == 0;
      if (!fresh) {
        try (var lines = Files.lines(file)) {
          var found = lines.findFirst().orElse("");
          if (!found.equals(header)) {
            throw new IllegalArgumentException(
                "%s has the columns%n  %s%nand not%n  %s%nlet the results go to another file"
                    .formatted(file, found, header));
          }
        }
      }
      var text = (fresh ? header + "\n" : "") + line(row.values()) + "\n";
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the results to " + file, e);
    }
  }

  /** All rows so far; an empty table if there are none. */
  public Table read() {
    return Files.exists(file) ? Table.read().csv(file.toString()) : Table.create(file.toString());
  }

  private static String line(Collection<?> cells) {
    return cells.stream()
        .map(cell -> cell == null ? "" : cell.toString())
        .map(cell -> cell.matches("[^\",\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }
}
