package dev.siamese.data;

import dev.siamese.tensor.internal.AtomicFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes CSV files with commas, in UTF-8. */
final class CsvWriter {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private CsvWriter() {}

  static void write(Path file, List<String> columns, List<List<String>> rows) {
    try {
      AtomicFile.write(
          file,
          out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            try (var printer = new CSVPrinter(writer, FORMAT)) {
              printer.printRecord(columns);
              printer.printRecords(rows);
            }
          });
    } catch (IOException e) {
      throw new DataException("cannot write " + file, e);
    }
  }
}
