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
 * A CSV file to which each run adds a row as soon as it is finished. All rows have the same
 * columns.
 *
 * @param file the CSV file, created with the first row
 */
public record ResultLog(Path file) {

  /**
   * Adds a row.
   *
   * @param row values by column name, in order
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
                "%s has the columns%n  %s%nbut the row has%n  %s%nwrite the results to another file"
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

  /** {@return all rows; an empty table if the file does not exist} */
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
