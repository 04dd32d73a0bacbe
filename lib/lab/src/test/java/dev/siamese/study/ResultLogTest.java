package dev.siamese.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultLogTest {

  @TempDir Path folder;

  @Test
  void rowsAreThereAtOnceAndReadBack() {
    var log = new ResultLog(folder.resolve("results/runs.csv"));
    assertEquals(0, log.read().rowCount());
    log.add(row("a, \"quoted\" one", 0.5));
    assertEquals(1, log.read().rowCount());
    log.add(row("b", 0.25));
    var table = log.read();
    assertEquals("a, \"quoted\" one", table.stringColumn("recipe").get(0));
    assertEquals(0.75, table.doubleColumn("error").sum());
  }

  @Test
  void otherColumnsAreRefused() {
    var log = new ResultLog(folder.resolve("runs.csv"));
    log.add(row("a", 1));
    var error =
        assertThrows(IllegalArgumentException.class, () -> log.add(Map.of("other", "column")));
    assertTrue(error.getMessage().contains("recipe,error"), error.getMessage());
    assertEquals(1, log.read().rowCount());
  }

  @Test
  void whatAKilledProcessHasLeftOfARowIsReplaced() throws IOException {
    var log = new ResultLog(folder.resolve("runs.csv"));
    log.add(row("a", 1));
    Files.writeString(log.file(), "b,0.2", StandardOpenOption.APPEND); // of 0.25
    assertEquals(1, log.read().rowCount());
    log.add(row("c", 3));
    assertEquals("recipe,error\na,1.0\nc,3.0\n", Files.readString(log.file()));
  }

  @Test
  void damagedResultsAreNamed() throws IOException {
    var log = new ResultLog(folder.resolve("runs.csv"));
    Files.writeString(log.file(), "recipe,error\na,1,2,3\n");
    var error = assertThrows(DataException.class, log::read);
    assertTrue(error.getMessage().contains(log.file().toString()), error.getMessage());
    Files.writeString(log.file(), "recipe,error\na,b\n");
    assertThrows(DataException.class, () -> log.read(each -> each.getNumber("error")));
    var inAFile = new ResultLog(log.file().resolve("runs.csv"));
    assertThrows(DataException.class, inAFile::requireWritable);
  }

  private static Map<String, Object> row(String recipe, double error) {
    var row = new LinkedHashMap<String, Object>();
    row.put("recipe", recipe);
    row.put("error", error);
    return row;
  }
}
