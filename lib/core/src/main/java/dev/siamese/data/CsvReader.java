package dev.siamese.data;

import dev.siamese.tensor.internal.DelimitedText;
import dev.siamese.tensor.internal.NearestPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads CSV files: finds their delimiter and encoding, and checks that they are tables. */
final class CsvReader {

  /** The first line by which a file tells Excel its delimiter. */
  static final Pattern DELIMITER_HINT = Pattern.compile("(?i)sep=([^\"\r\n])\\R");

  private CsvReader() {}

  /** Delimiter and encoding are detected where they are null. */
  static Csv read(Path file, Character delimiter, Charset encoding) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(NearestPath.noFile(file));
    }
    try {
      return parse(file.toString(), decoded(file, encoding), delimiter);
    } catch (IOException e) {
      throw new DataException("cannot read " + file, e);
    }
  }

  private static String decoded(Path file, Charset encoding) throws IOException {
    var bytes = Files.readAllBytes(file);
    var charset = encoding != null ? encoding : DelimitedText.encoding(bytes);
    try {
      return DelimitedText.decode(bytes, charset);
    } catch (CharacterCodingException e) {
      throw notText(file, charset, e);
    }
  }

  static DataException notText(Path file, Charset charset, CharacterCodingException cause) {
    return new DataException(
        "%s is not text in %s: save it as \"CSV UTF-8\", or give its encoding, such as windows-1252"
            .formatted(file, charset),
        cause);
  }

  static DataException notClosed(String name, IOException cause) {
    return new DataException(
        "cannot read %s: a quotation mark is not closed, or text follows a closing one"
            .formatted(name),
        cause);
  }

  static CSVFormat format(char delimiter) {
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException(
          "the delimiter is a quotation mark or a line break: give the character between cells");
    }
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setIgnoreSurroundingSpaces(true)
        .get();
  }

  static Csv parse(String name, String text, Character delimiter) {
    var hint = DELIMITER_HINT.matcher(text);
    if (!hint.lookingAt()) {
      char found = delimiter != null ? delimiter : DelimitedText.delimiter(text);
      return parse(name, text, format(found));
    }
    return parse(name, text.substring(hint.end()), format(hint.group(1).charAt(0)));
  }

  private static Csv parse(String name, String text, CSVFormat format) {
    try (var records = CSVParser.parse(text, format)) {
      var tables = new ArrayList<Csv>();
      read(name, records, Integer.MAX_VALUE, tables::add);
      return tables.get(0);
    } catch (IOException | UncheckedIOException e) { // the cause names the line
      throw notClosed(
          name,
          e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e);
    }
  }

  /** Reads tables of at most so many rows, one without rows if there is only a header. */
  static void read(String name, CSVParser records, int max, Consumer<Csv> consumer) {
    List<String> header = null;
    boolean isFirst = true;
    var rows = new ArrayList<List<String>>();
    for (var record : records) {
      if (record.stream().allMatch(String::isBlank)) {
        continue;
      }
      if (header == null) {
        header = record.toList();
        continue;
      }
      rows.add(row(name, records, header, record));
      if (rows.size() == max) {
        consumer.accept(withoutEmptyColumns(name, header, rows));
        rows.clear();
        isFirst = false;
      }
    }
    if (header == null) {
      throw new DataException(name + " is empty: it needs a header and rows below it");
    }
    if (isFirst || !rows.isEmpty()) {
      consumer.accept(withoutEmptyColumns(name, header, rows));
    }
  }

  /** The cells of a record, as many as the header has. */
  private static List<String> row(
      String name, CSVParser records, List<String> header, CSVRecord record) {
    if (record.size() != header.size()) {
      throw new DataException(
          "line %d of %s has %d cells, but the header has %d"
              .formatted(records.getCurrentLineNumber(), name, record.size(), header.size()));
    }
    return record.toList();
  }

  /** Spreadsheets write columns that have neither a name nor a value. */
  private static Csv withoutEmptyColumns(
      String name, List<String> header, List<List<String>> rows) {
    var used =
        IntStream.range(0, header.size())
            .filter(
                i ->
                    !header.get(i).isBlank()
                        || rows.stream().anyMatch(row -> !row.get(i).isBlank()))
            .boxed()
            .toList();
    if (used.size() == header.size()) {
      return Csv.of(name, header, rows);
    }
    return Csv.of(
        name,
        used.stream().map(header::get).toList(),
        rows.stream().map(row -> used.stream().map(row::get).toList()).toList());
  }
}
