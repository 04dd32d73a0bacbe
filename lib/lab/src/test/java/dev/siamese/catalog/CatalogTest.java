package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

  @Test
  void everyEntryIsComplete() {
    for (var entry : Catalog.entries()) {
      assertTrue(entry.url().startsWith("https://"), entry.file());
      var known = "SHA-256:[0-9a-f]{64}|"; // or none
      assertTrue(entry.checksum().matches(known), entry.file());
      assertTrue(entry.bytes() > 0, entry.file());
      assertTrue(!entry.licence().isBlank(), entry.file());
    }
  }

  @Test
  void aFileIsFoundByItsName() {
    assertEquals(352787, Catalog.entry("omniglot/all_runs.zip").bytes());
  }

  @Test
  void anUnknownFileIsNamedWithTheKnownOnes() {
    var error = assertThrows(IllegalArgumentException.class, () -> Catalog.entry("mnist.zip"));
    assertTrue(error.getMessage().contains("\"mnist.zip\""));
    assertTrue(error.getMessage().contains("omniglot/all_runs.zip"));
  }

  @Test
  void aDataSetIsAllOfItsFilesOrOne() {
    assertEquals(5, Catalog.dataset("omniglot").size());
    assertEquals(
        List.of(Catalog.entry("omniglot/all_runs.zip")), Catalog.dataset("omniglot/all_runs.zip"));
    var error = assertThrows(IllegalArgumentException.class, () -> Catalog.dataset("mnist"));
    assertTrue(error.getMessage().contains("\"mnist\""), error.getMessage());
  }

  @Test
  void theTableSaysWhatIsHere(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("omniglot"));
    Files.writeString(folder.resolve("omniglot/all_runs.zip"), "");
    var table = Catalog.table(new DataDirectory(List.of(), folder));
    var present = table.where(table.stringColumn("present").isEqualTo("yes"));
    assertEquals(List.of("omniglot/all_runs.zip"), present.stringColumn("file").asList());
    assertEquals("0.4 MB", present.stringColumn("size").get(0));
    assertEquals(Catalog.entries().size(), table.rowCount());
  }
}
