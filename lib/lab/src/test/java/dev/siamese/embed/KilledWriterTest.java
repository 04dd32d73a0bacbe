package dev.siamese.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.ChildProcess;
import dev.siamese.data.Csv;
import dev.siamese.embed.KilledWriter.Work;
import dev.siamese.match.Gallery;
import dev.siamese.match.MatchOptions;
import dev.siamese.match.RecordMatcher;
import dev.siamese.study.ResultLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at random moments while they write: every file is whole, the next
 * process goes on, and temporary files do not accumulate.
 */
class KilledWriterTest {

  @TempDir Path folder;

  private List<String> kill(Work work, Path file, int lastLine)
      throws IOException, InterruptedException {
    var lines =
        new ChildProcess(KilledWriter.class, folder).kill(lastLine, work.name(), file.toString());
    ChildProcess.assertFewParts(file);
    return lines;
  }

  /** Each format in turn; a run has 24 batches. */
  private void killWhileEmbedding(int kills) throws Exception {
    try (var encoder = KilledWriter.encoder()) {
      for (var name : List.of("e.csv", "e.npy", "e.parquet")) {
        var whole = Files.createDirectories(folder.resolve("whole")).resolve(name);
        KilledWriter.embed(encoder, whole);
        var file = folder.resolve(name);
        for (int i = 0; i < kills; i++) {
          kill(Work.EMBEDDINGS, file, 40);
          if (Files.exists(file)) {
            assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(file));
          }
        }
        KilledWriter.embed(encoder, file);
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(file));
        ChildProcess.assertNoParts(file);
      }
    }
  }

  private void killWhileEnrolling(int kills) throws Exception {
    var file = folder.resolve("gallery");
    try (var encoder = KilledWriter.encoder()) {
      for (int i = 0; i < kills; i++) {
        kill(Work.GALLERY, file, 20);
        var gallery = Gallery.load(file, encoder);
        assertEquals(KilledWriter.ENROLLED, gallery.size());
        var first = gallery.identify(KilledWriter.embedding(0), KilledWriter.ENROLLED, 1);
        var distances = first.stream().map(match -> match.decision().distance()).distinct();
        assertEquals(1, distances.count());
      }
    }
  }

  private void killWhileSavingAMatcher(int kills) throws Exception {
    var file = folder.resolve("matcher");
    var records = KilledWriter.matcher().records();
    for (int i = 0; i < kills; i++) {
      kill(Work.MATCHER, file, 30);
      var threshold = RecordMatcher.load(file, records, new MatchOptions()).threshold();
      assertTrue(threshold == 0.25 || threshold == 0.75, "threshold " + threshold);
    }
  }

  private void killWhileAddingResults(int kills) throws Exception {
    var file = folder.resolve("runs.csv");
    var log = new ResultLog(file);
    for (int i = 0; i < kills; i++) {
      var lines = kill(Work.RESULTS, file, 20);
      int rows = log.read().rowCount();
      int printed = 1 + Integer.parseInt(lines.get(lines.size() - 1));
      assertTrue(rows >= printed && rows <= printed + 1, rows + " rows, " + printed + " printed");
      assertTrue(Csv.read(file.resolveSibling("table.csv")).size() >= rows - 1);
    }
    log.add(KilledWriter.row(log.read().rowCount()));
    var rows = log.read();
    for (int i = 0; i < rows.rowCount(); i++) {
      assertEquals(KilledWriter.row(i).get("text"), rows.row(i).getString("text"));
    }
  }

  @Test
  void aKilledJobGoesOn() throws Exception {
    killWhileEmbedding(1);
  }

  @Test
  void aKilledProcessLeavesTheGalleryWhole() throws Exception {
    killWhileEnrolling(2);
  }

  @Test
  void aKilledProcessLeavesTheMatcherWhole() throws Exception {
    killWhileSavingAMatcher(2);
  }

  @Test
  void aKilledProcessLeavesEveryResult() throws Exception {
    killWhileAddingResults(2);
  }

  @Test
  @Tag("soak")
  void manyKilledJobsGoOn() throws Exception {
    killWhileEmbedding((ChildProcess.MANY + 2) / 3);
  }

  @Test
  @Tag("soak")
  void manyKillsWhileEnrolling() throws Exception {
    killWhileEnrolling(ChildProcess.MANY);
  }

  @Test
  @Tag("soak")
  void manyKillsWhileSavingAMatcher() throws Exception {
    killWhileSavingAMatcher(ChildProcess.MANY);
  }

  @Test
  @Tag("soak")
  void manyKillsWhileAddingResults() throws Exception {
    killWhileAddingResults(ChildProcess.MANY);
  }
}
