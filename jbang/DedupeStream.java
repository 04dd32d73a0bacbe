import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.match.RecordMatcher;
import dev.siamese.match.RecordMatcher.Candidate;
import dev.siamese.tensor.internal.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Matches the rows of a file of any size with the records of a matcher, and writes as it reads, to
 * a temporary file until all are read.
 */
final class DedupeStream {

  private static final int CHUNK = 2_000; // rows in memory
  private static final int REPORTED = 100_000; // rows
  private static final int MATCHES = 10; // of a row, at most

  private final RecordMatcher reference;
  private final String key;
  private final CSVPrinter printer;
  private long rows;
  private long matched;
  private long pairs;

  private DedupeStream(RecordMatcher reference, String key, CSVPrinter printer) {
    this.reference = reference;
    this.key = key;
    this.printer = printer;
  }

  static void run(RecordMatcher reference, Script.CsvOptions csv, Path file, String key, Path out) {
    try {
      AtomicFile.write(out, content -> write(reference, csv, file, key, out, content));
    } catch (IOException e) {
      throw new DataException("cannot write " + out, e);
    }
  }

  private static void write(
      RecordMatcher reference,
      Script.CsvOptions csv,
      Path file,
      String key,
      Path out,
      OutputStream content)
      throws IOException {
    var format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    var writer = new OutputStreamWriter(content, StandardCharsets.UTF_8);
    try (var printer = new CSVPrinter(writer, format)) {
      printer.printRecord("left", "right", "score");
      var stream = new DedupeStream(reference, key, printer);
      csv.readChunks(file, CHUNK, stream::match);
      System.out.printf(
          "%,d pairs of %,d of %,d rows with a score ≥ %.3f: %s%n",
          stream.pairs, stream.matched, stream.rows, reference.threshold(), out);
    }
  }

  private void match(Csv chunk) {
    chunk.requireColumns(List.of(key));
    chunk.requireColumns(reference.records().fields());
    var keys = chunk.column(key);
    var found =
        IntStream.range(0, chunk.size())
            .parallel()
            .mapToObj(row -> reference.match(record(chunk, row), MATCHES))
            .toList();
    try {
      for (int row = 0; row < keys.size(); row++) {
        var matches = found.get(row).stream().filter(this::isMatch).toList();
        for (var match : matches) {
          printer.printRecord(match.key(), keys.get(row), match.score());
        }
        pairs += matches.size();
        matched += matches.isEmpty() ? 0 : 1;
      }
      printer.flush();
    } catch (IOException e) {
      throw new DataException("cannot write the matches", e);
    }
    rows += keys.size();
    if (rows / REPORTED > (rows - keys.size()) / REPORTED) {
      System.err.printf("%,d rows, %,d pairs%n", rows, pairs);
    }
  }

  private boolean isMatch(Candidate candidate) {
    return candidate.score() >= reference.threshold();
  }

  private Map<String, String> record(Csv chunk, int row) {
    var record = new HashMap<String, String>();
    for (var field : reference.records().fields()) {
      record.put(field, chunk.value(row, field));
    }
    return record;
  }
}
