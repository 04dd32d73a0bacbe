package dev.siamese.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskIndexTest {

  @TempDir Path folder;

  private static final float[][] VECTORS = RandomVectors.of(200, 8, 1);

  private DiskIndex open() {
    return DiskIndex.open(folder, 8, Metric.EUCLIDEAN);
  }

  @Test
  void whatIsCommittedIsThereAfterReopening() {
    try (var index = open()) {
      index.add("a", VECTORS[0], Map.of("colour", "red"));
      index.commit();
      index.add("b", VECTORS[1]);
    }
    try (var index = open()) {
      assertEquals(1, index.size(), "what was not committed is lost");
      var hit = new VectorIndex.Hit("a", 0, Map.of("colour", "red"));
      assertEquals(List.of(hit), index.search(VECTORS[0], 5));
      assertEquals("1 vectors of length 8 with euclidean distance in " + folder, index.toString());
    }
  }

  @Test
  void oneGraphFindsWhatItsPartsFound() {
    try (var index = open()) {
      for (int i = 0; i < 200; i++) {
        index.add("v" + i, VECTORS[i]);
        if (i % 40 == 0) {
          index.commit();
        }
      }
      index.optimize();
      assertEquals(200, index.size());
      for (int i = 0; i < 200; i++) {
        assertEquals("v" + i, index.search(VECTORS[i], 1).get(0).key());
      }
    }
  }

  @Test
  void otherVectorsAndAnotherUserAreRefused() {
    try (var index = open()) {
      var error = assertThrows(IllegalStateException.class, this::open);
      assertTrue(error.getMessage().contains("open already"), error.getMessage());
      assertEquals(0, index.size());
    }
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> DiskIndex.open(folder, 9, Metric.EUCLIDEAN));
    assertTrue(error.getMessage().contains("of 8 EUCLIDEAN, not of 9"), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> DiskIndex.open(folder, 8, Metric.COSINE));
  }

  @Test
  void aClosedIndexSaysSo() {
    var index = open();
    index.close();
    index.close();
    assertThrows(IllegalStateException.class, () -> index.search(VECTORS[0], 1));
    assertThrows(IllegalStateException.class, () -> index.add("a", VECTORS[0]));
    assertThrows(IllegalStateException.class, index::size);
  }

  @Test
  void optionsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new DiskOptions(1, 100, 100, true, 16));
    assertThrows(IllegalArgumentException.class, () -> DiskOptions.DEFAULT.withCandidates(0));
  }

  /** Adds and commits for ever; prints the number of committed vectors. */
  static final class Writer {
    public static void main(String[] args) {
      // runs no longer than the test
      ProcessHandle.current()
          .parent()
          .ifPresent(test -> test.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
      try (var index = DiskIndex.open(Path.of(args[0]), 8, Metric.EUCLIDEAN)) {
        for (int i = index.size(); ; i++) {
          index.add("v" + i, VECTORS[i % 200]);
          index.commit();
          System.out.println(i + 1);
        }
      }
    }
  }

  @Test
  void aKilledWriterLosesNothingThatWasCommitted() throws IOException, InterruptedException {
    var out = folder.resolveSibling(folder.getFileName() + "-out.txt");
    for (int round = 0; round < 3; round++) {
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var process =
          new ProcessBuilder(
                  java,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  folder.toString())
              .redirectOutput(out.toFile())
              .start();
      while (process.isAlive() && Files.size(out) < 20 + 30 * round) {
        Thread.sleep(20);
      }
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      var lines = Files.readAllLines(out);
      int printed = Integer.parseInt(lines.get(lines.size() - 1)); // may be cut off, then smaller
      try (var index = open()) {
        assertTrue(index.size() >= printed, index.size() + " vectors, " + printed + " committed");
        assertEquals(0, index.search(VECTORS[0], 1).get(0).distance());
      }
    }
  }
}
