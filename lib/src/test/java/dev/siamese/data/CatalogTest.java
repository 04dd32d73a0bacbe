package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CatalogTest {

  @Test
  void everyEntryIsComplete() {
    for (var entry : Catalog.entries()) {
      assertTrue(entry.url().startsWith("https://"), entry.file());
      var known = "MD5:[0-9a-f]{32}|SHA-256:[0-9a-f]{64}|"; // or none
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
    assertTrue(error.getMessage().contains("no file \"mnist.zip\""));
    assertTrue(error.getMessage().contains("omniglot/all_runs.zip"));
  }
}
