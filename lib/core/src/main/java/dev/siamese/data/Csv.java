package dev.siamese.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Tables of text in CSV files, as programs and people write them: a header, then one row per line,
 * cells between commas, semicolons, tabs or bars, whichever the header has most of, in UTF-8 or,
 * with a byte order mark, UTF-16.
 *
 * <p>Every column is text, so that {@code 0123} stays what it is. Spaces around a cell are no part
 * of it; a blank cell is missing, and a row of nothing but blank cells is no row.
 */
public final class Csv {

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  private Csv() {}

  /**
   * Reads all columns.
   *
   * @throws DataException if the file is missing, empty or no text, two columns have one name, or a
   *     row is not as long as the header
   */
  public static Table read(Path file) {
    var text = text(file);
    var format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter(text))
            .setIgnoreSurroundingSpaces(true)
            .get();
    try (var rows = CSVParser.parse(text, format)) {
      return table(rows, file.toString());
    } catch (UncheckedIOException e) {
      throw new DataException(broken(file), e.getCause()); // which names the line
    } catch (IOException e) {
      throw new DataException(broken(file), e);
    }
  }

  private static String broken(Path file) {
    return "cannot read %s: a quotation mark is not closed, or text follows one that is"
        .formatted(file);
  }

  /**
   * Reads some columns.
   *
   * @param columns those that are wanted, in the order in which the table is to have them
   * @throws DataException as {@link #read(Path)} does, and if a column is not there
   */
  public static Table read(Path file, List<String> columns) {
    var table = read(file);
    requireColumns(table, columns);
    return table.selectColumns(columns.toArray(String[]::new)).setName(table.name());
  }

  /**
   * Sees that a table has columns.
   *
   * @throws DataException naming those that are missing and those that are there
   */
  public static void requireColumns(Table table, List<String> columns) {
    var missing = columns.stream().filter(name -> !table.containsColumn(name)).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          "%s has no column %s; it has %s"
              .formatted(
                  table.name(),
                  missing.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ")),
                  String.join(", ", table.columnNames())));
    }
  }

  /**
   * Writes a table with commas, in UTF-8. The file appears, or takes the place of another one, only
   * once it is complete.
   *
   * @throws DataException if it cannot be written
   */
  public static void write(Table table, Path file) {
    Path partial = null;
    try {
      var folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      partial = folder.resolve(file.getFileName() + ".part");
      table.write().csv(partial.toFile());
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new DataException("cannot write " + file, e);
    } finally {
      if (partial != null) {
        partial.toFile().delete();
      }
    }
  }

  private static String text(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException("there is no file " + file);
    }
    try {
      var bytes = Files.readAllBytes(file);
      var decoder = charset(bytes).newDecoder(); // stops at what is no text
      var text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new DataException(file + " is no text in UTF-8: save it as \"CSV UTF-8\"");
    } catch (IOException e) {
      throw new DataException("cannot read " + file, e);
    }
  }

  private static Charset charset(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    return first == 0xfeff || first == 0xfffe ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  /** The most frequent one of the first line that is not blank, outside of quotation marks. */
  private static char delimiter(String text) {
    var counts = new int[DELIMITERS.length];
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends = c == '\n' || c == '\r';
      if (begun && ends && !quoted) {
        break;
      }
      begun |= !Character.isWhitespace(c);
      quoted ^= c == '"';
      for (int d = 0; d < DELIMITERS.length && !quoted; d++) {
        counts[d] += c == DELIMITERS[d] ? 1 : 0;
      }
    }
    int most = 0;
    for (int d = 1; d < counts.length; d++) {
      most = counts[d] > counts[most] ? d : most;
    }
    return DELIMITERS[most];
  }

  private static Table table(CSVParser rows, String name) {
    List<StringColumn> columns = null;
    for (var row : rows) {
      if (row.stream().allMatch(String::isBlank)) {
        continue;
      }
      if (columns == null) {
        columns = columns(row, name);
        continue;
      }
      if (row.size() != columns.size()) {
        throw new DataException(
            "line %d of %s has %d cells, but the header has %d"
                .formatted(rows.getCurrentLineNumber(), name, row.size(), columns.size()));
      }
      for (int i = 0; i < row.size(); i++) {
        columns.get(i).append(row.get(i).strip());
      }
    }
    if (columns == null) {
      throw new DataException(name + " is empty: it needs a header and rows below it");
    }
    return Table.create(name, columns.toArray(StringColumn[]::new));
  }

  private static List<StringColumn> columns(CSVRecord header, String table) {
    var names = new HashSet<String>();
    var columns = new ArrayList<StringColumn>();
    for (int i = 0; i < header.size(); i++) {
      var name = header.get(i).isBlank() ? "column " + (i + 1) : header.get(i).strip();
      if (!names.add(name)) {
        throw new DataException("%s has two columns \"%s\": rename one".formatted(table, name));
      }
      columns.add(StringColumn.create(name));
    }
    return columns;
  }
}
