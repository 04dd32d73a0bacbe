package dev.siamese.study;

import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * A CSV file to which each run adds a row as soon as it is finished. All rows have the same
 * columns. A last line without a line break is what a killed process has left of a row: it is not
 * read, and the next row replaces it.
 *
 * @param file the CSV file, created with the first row
 */
public record ResultLog(Path file) {

  /**
   * Checks before the work of a run that its row can be added.
   *
   * @throws DataException if the file cannot be written
   */
  public void requireWritable() {
    try {
      AtomicFile.requireWritable(file); // also that its folder can
      if (Files.exists(file) && !Files.isWritable(file)) {
        throw new AccessDeniedException(file.toString());
      }
    } catch (IOException e) {
      throw new DataException("cannot write the results to " + file, e);
    }
  }

  /**
   * Adds a row.
   *
   * @param row values by column name, in order
   * @throws IllegalArgumentException if the file has other columns
   * @throws DataException if the file cannot be written, in which case it is as it was
   */
  public void add(Map<String, ?> row) {
    var header = line(row.keySet());
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var complete = complete();
      var found = complete.lines().findFirst().orElse(header);
      if (!found.equals(header)) {
        throw new IllegalArgumentException(
            "%s has the columns%n  %s%nbut the row has%n  %s%nwrite the results to another file"
                .formatted(file, found, header));
      }
      append(
          bytes(complete).length, (complete.isEmpty() ? header + "\n" : "") + line(row.values()));
    } catch (IOException e) {
      throw new DataException("cannot write the results to " + file, e);
    }
  }

  /** Writes a line after so many bytes; if that fails, the file ends there. */
  private void append(long end, String line) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      try {
        channel.truncate(end).position(end);
        var bytes = ByteBuffer.wrap(bytes(line + "\n"));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The text up to the last line break; empty if the file does not exist. */
  private String complete() throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    var text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  /**
   * {@return all rows; an empty table if the file does not exist}
   *
   * @throws DataException if the file cannot be read, or is damaged
   */
  public Table read() {
    try {
      var text = complete();
      return text.isEmpty()
          ? Table.create(file.toString())
          : Table.read()
              .csv(CsvReadOptions.builderFromString(text).tableName(file.toString()).build());
    } catch (IOException | RuntimeException e) { // Tablesaw has many exceptions
      throw new DataException("cannot read the results in " + file, e);
    }
  }

  /**
   * The rows as values.
   *
   * @param <T> the type of a value
   * @param reader reads a row
   * @throws DataException if the file cannot be read, or a row is none that the reader takes
   */
  <T> List<T> read(Function<Row, T> reader) {
    var table = read();
    var values = new ArrayList<T>();
    for (int row = 0; row < table.rowCount(); row++) {
      try {
        values.add(reader.apply(table.row(row)));
      } catch (RuntimeException e) { // missing columns and other types of cells
        throw new DataException("row %d of %s is not a result".formatted(row + 1, file), e);
      }
    }
    return values;
  }

  private static String line(Collection<?> cells) {
    return cells.stream()
        .map(cell -> cell == null ? "" : cell.toString())
        .map(cell -> cell.matches("[^\",\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }
}
