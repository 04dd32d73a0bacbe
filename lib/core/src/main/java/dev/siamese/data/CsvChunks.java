package dev.siamese.data;

import dev.siamese.tensor.internal.DelimitedText;
import dev.siamese.tensor.internal.NearestPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVParser;

/** Reads a CSV file of any size in tables of some rows. */
final class CsvChunks {

  private static final int PREFIX = 1 << 16; // characters in which the delimiter is found

  private CsvChunks() {}

  static void read(
      Path file, Character delimiter, Charset encoding, int rows, Consumer<Csv> consumer) {
    if (rows < 1) {
      throw new IllegalArgumentException("the number of rows must be at least 1: " + rows);
    }
    if (!Files.isRegularFile(file)) {
      throw new DataException(NearestPath.noFile(file));
    }
    try {
      var charset = encoding != null ? encoding : encoding(file);
      try (var reader = reader(file, charset)) {
        read(file.toString(), reader, delimiter, rows, consumer);
      } catch (CharacterCodingException e) {
        throw CsvReader.notText(file, charset, e);
      } catch (UncheckedIOException e) { // the cause names the line
        throw e.getCause() instanceof CharacterCodingException coding
            ? CsvReader.notText(file, charset, coding)
            : CsvReader.notClosed(file.toString(), e.getCause());
      }
    } catch (IOException e) {
      throw new DataException("cannot read " + file, e);
    }
  }

  private static Charset encoding(Path file) throws IOException {
    try (var stream = Files.newInputStream(file)) {
      return DelimitedText.encoding(stream.readNBytes(2));
    }
  }

  /** Without a byte order mark, which a decoder keeps in UTF-8. */
  private static BufferedReader reader(Path file, Charset charset) throws IOException {
    var stream = Files.newInputStream(file);
    var reader = new BufferedReader(new InputStreamReader(stream, charset.newDecoder()), PREFIX);
    reader.mark(1);
    if (reader.read() != 0xfeff) {
      reader.reset();
    }
    return reader;
  }

  private static void read(
      String name, BufferedReader reader, Character delimiter, int rows, Consumer<Csv> consumer)
      throws IOException {
    reader.mark(PREFIX);
    var prefix = new char[PREFIX - 1];
    int length = Math.max(0, reader.read(prefix));
    reader.reset();
    var text = new String(prefix, 0, length);
    var hint = CsvReader.DELIMITER_HINT.matcher(text);
    char found = delimiter != null ? delimiter : DelimitedText.delimiter(text);
    if (hint.lookingAt()) {
      found = hint.group(1).charAt(0);
      reader.skip(hint.end());
    }
    try (var records = CSVParser.parse(reader, CsvReader.format(found))) {
      CsvReader.read(name, records, rows, consumer);
    }
  }
}
