package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.augment.RecordCorruption;
import dev.siamese.data.DataException;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Records;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedMatcherTest {

  private static final Records TWICE =
      new RecordCorruption()
          .augment(new SyntheticPeople(100).generate(new Seed(1)), 1, new Seed(2));
  private static final RecordMatcher FITTED = fitted();

  @TempDir Path folder;
  private Path file;

  private static RecordMatcher fitted() {
    int[] left = {0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5};
    int[] right = {100, 101, 102, 103, 104, 105, 106, 107, 1, 2, 3, 4, 5, 50};
    boolean[] same = {
      true, true, true, true, true, true, true, false, false, false, false, false, false, true
    };
    return RecordMatcher.fit(LabeledPairs.of(TWICE, left, right, same), new Seed(3));
  }

  @BeforeEach
  void choosesAFile() {
    file = folder.resolve("matcher.zip");
  }

  private RecordMatcher load(Records records) {
    return RecordMatcher.load(file, records, new MatchOptions());
  }

  @Test
  void aSavedMatcherFindsTheSame() {
    for (var matcher : List.of(FITTED, RecordMatcher.unsupervised(TWICE).withThreshold(0.55))) {
      matcher.save(file);
      assertEquals(matcher.matches(), load(TWICE).matches());
      assertEquals(matcher.threshold(), load(TWICE).threshold());
    }
  }

  @Test
  void labelsApplyToTheSameRecordsOnly() {
    FITTED.save(file);
    var values = new String[TWICE.size()][];
    for (int row = 0; row < values.length; row++) {
      values[row] = new String[TWICE.fields().size()];
      for (int field = 0; field < values[row].length; field++) {
        values[row][field] = TWICE.value(row, field);
      }
    }
    values[50][0] = "another";
    var isLabeled = // 5 and 50 are no duplicates
        FITTED.matches().stream().anyMatch(each -> each.right().equals(TWICE.key(50)));
    var applies =
        load(TWICE.withValues(values)).matches().stream()
            .anyMatch(
                each -> each.left().equals(TWICE.key(5)) && each.right().equals(TWICE.key(50)));
    assertEquals(List.of(true, false), List.of(isLabeled, applies));
  }

  @Test
  void fieldsAreFoundByName() {
    FITTED.save(file);
    var names = new ArrayList<>(TWICE.fields());
    Collections.reverse(names);
    assertEquals(FITTED.matches(), load(TWICE.selectFields(names)).matches());
    var error =
        assertThrows(DataException.class, () -> load(TWICE.selectFields(names.subList(1, 8))));
    assertTrue(error.getMessage().contains("the records have no phone"), error.getMessage());
  }

  @Test
  void damagedAndForeignFilesAreRefused() throws IOException {
    assertThrows(DataException.class, () -> load(TWICE)); // missing
    Files.writeString(file, "no zip");
    assertRefused();
    FITTED.save(file);
    var entries = entries();
    for (var name : entries.keySet()) {
      var damaged = new LinkedHashMap<>(entries);
      damaged.remove(name);
      write(damaged);
      assertRefused();
      damaged.put(name, new byte[] {0, 0, 0, 9, 1});
      write(damaged);
      assertRefused();
    }
    var loop = new LinkedHashMap<>(entries);
    var bytes = entries.get("trees.bin").clone();
    bytes[12] = bytes[13] = bytes[14] = bytes[15] = 0; // the root is its own child
    loop.put("trees.bin", bytes);
    write(loop);
    assertRefused();
  }

  private void assertRefused() {
    var error = assertThrows(DataException.class, () -> load(TWICE));
    assertTrue(error.getMessage().contains("is not a record matcher"), error.getMessage());
  }

  private Map<String, byte[]> entries() throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipFile(file.toFile())) {
      for (var entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private void write(Map<String, byte[]> entries) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }
}
