package dev.siamese.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every notebook in the repository has to be like: run from top to bottom, and readable. */
class CommittedNotebooksTest {

  private static final int MOST_LINES = 15;
  private static final long MOST_BYTES = 1_500_000;

  /** How many pictures each shows at least; one, if it is not named here. */
  private static final Map<String, Integer> PICTURES =
      Map.ofEntries(
          Map.entry("01-same-or-different.ipynb", 3),
          Map.entry("02-shared-encoder.ipynb", 5),
          Map.entry("03-distance-metrics.ipynb", 5),
          Map.entry("04-contrastive-loss.ipynb", 8),
          Map.entry("05-triplet-loss-and-mining.ipynb", 4),
          Map.entry("06-pairs-and-augmentation.ipynb", 4),
          Map.entry("07-contrastive-vs-triplet.ipynb", 2),
          Map.entry("08-seeing-the-embedding.ipynb", 4),
          Map.entry("09-one-shot.ipynb", 6),
          Map.entry("10-from-notebook-to-program.ipynb", 3),
          Map.entry("11-faces.ipynb", 10),
          Map.entry("12-signatures.ipynb", 6),
          Map.entry("13-duplicates.ipynb", 4),
          Map.entry("14-sentences.ipynb", 5),
          Map.entry("15-sounds-and-signals.ipynb", 7),
          Map.entry("16-fraud.ipynb", 3));

  static List<Notebook> all() {
    return Notebook.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void allCellsRanOnceInOrderWithoutAnError(Notebook notebook) {
    assertEquals(
        IntStream.rangeClosed(1, notebook.code().size()).boxed().toList(),
        notebook.code().stream().map(Notebook.Cell::count).toList(),
        "execution counts");
    var failed = notebook.code().stream().filter(Notebook.Cell::failed);
    assertEquals(List.of(), failed.map(Notebook.Cell::number).toList(), "cells with an error");
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOutputsAreOfAFullRunOfThisCode(Notebook notebook) {
    assertEquals(
        notebook.fingerprint(),
        notebook.fullRun(),
        () -> "run it again: notebooks/start --run " + notebook.name() + " --inplace");
  }

  @ParameterizedTest
  @MethodSource("all")
  void cellsAreShortAndTheFirstHasAllImportsAndTheSizeOfTheRun(Notebook notebook) {
    assertTrue(notebook.code().get(0).source().contains("boolean quick"), "the size of the run");
    for (var cell : notebook.code()) {
      int lines = cell.lines().size();
      assertTrue(lines <= MOST_LINES, "cell " + cell.number() + " has " + lines + " lines");
      if (cell != notebook.code().get(0)) {
        // indented ones are the text of a program that the notebook writes
        var imports = cell.lines().stream().filter(line -> line.startsWith("import "));
        assertEquals(List.of(), imports.toList(), "imports in cell " + cell.number());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theFiguresAreThereAndTheFileIsNotTooLarge(Notebook notebook) throws IOException {
    long pictures = notebook.code().stream().mapToLong(Notebook.Cell::pictures).sum();
    int least = PICTURES.getOrDefault(notebook.name(), 1);
    assertTrue(pictures >= least, pictures + " pictures, at least " + least + " are wanted");
    long bytes = Files.size(notebook.file());
    assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
  }

  @ParameterizedTest
  @MethodSource("all")
  void theKernelIsJavaAndTheReadmeLeadsThere(Notebook notebook) throws IOException {
    assertEquals("java", notebook.kernel());
    var link = "(notebooks/%s)".formatted(notebook.name());
    assertTrue(Files.readString(Path.of("README.md")).contains(link), "no link in README.md");
  }

  @Test
  void eachLeadsToTheNext() throws IOException {
    var notebooks = Notebook.all();
    for (int i = 1; i < notebooks.size(); i++) {
      var text = Files.readString(notebooks.get(i - 1).file());
      assertTrue(text.contains("(" + notebooks.get(i) + ")"), "no link to " + notebooks.get(i));
    }
  }
}
