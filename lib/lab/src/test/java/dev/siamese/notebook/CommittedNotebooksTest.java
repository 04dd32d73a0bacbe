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

/** Properties of every committed notebook: executed in order, current and readable. */
class CommittedNotebooksTest {

  private static final int MAX_LINES = 15;
  private static final int MAX_WIDTH = 108;
  private static final long MAX_BYTES = 2_000_000;

  /** The minimum number of images in each notebook; 1 for others. */
  private static final Map<String, Integer> MIN_IMAGES =
      Map.ofEntries(
          Map.entry("00-start.ipynb", 0),
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
          Map.entry("16-fraud.ipynb", 4),
          Map.entry("17-image-search.ipynb", 6),
          Map.entry("18-text-encoder.ipynb", 1),
          Map.entry("20-beyond-one-machine.ipynb", 6));

  static List<Notebook> all() {
    return Notebook.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void allCellsRanInOrderWithoutErrors(Notebook notebook) {
    assertEquals(
        IntStream.rangeClosed(1, notebook.code().size()).boxed().toList(),
        notebook.code().stream().map(Notebook.Cell::count).toList(),
        "execution counts");
    var failed = notebook.code().stream().filter(Notebook.Cell::failed);
    assertEquals(List.of(), failed.map(Notebook.Cell::number).toList(), "failed cells");
  }

  @ParameterizedTest
  @MethodSource("all")
  void outputsAreFromAFullRunOfThisCodeOrNameTheirRelease(Notebook notebook) {
    assertEquals(
        notebook.fingerprint(),
        notebook.fullRun(),
        () -> "run notebooks/start --run " + notebook.name() + " --inplace");
  }

  @ParameterizedTest
  @MethodSource("all")
  void cellsAreShortAndWithoutImports(Notebook notebook) {
    for (var cell : notebook.code()) {
      long lines = cell.lines().size();
      assertTrue(lines <= MAX_LINES, "cell " + cell.number() + " has " + lines + " lines");
      var wide = cell.lines().stream().filter(line -> line.length() > MAX_WIDTH).toList();
      assertEquals(List.of(), wide, "cell " + cell.number() + " is cut off at the right");
      // indented imports are in the text of a program that the notebook writes
      var imports = cell.lines().stream().filter(line -> line.startsWith("import "));
      assertEquals(List.of(), imports.toList(), "move them to " + Notebook.STARTUP);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void imagesArePresentAndTheFileIsSmall(Notebook notebook) throws IOException {
    long images = notebook.code().stream().mapToLong(Notebook.Cell::images).sum();
    int min = MIN_IMAGES.getOrDefault(notebook.name(), 1);
    assertTrue(images >= min, images + " images, expected at least " + min);
    long bytes = Files.size(notebook.file());
    assertTrue(bytes <= MAX_BYTES, bytes + " bytes");
  }

  @ParameterizedTest
  @MethodSource("all")
  void theKernelIsJavaAndTheReadmeHasALink(Notebook notebook) throws IOException {
    assertEquals("java", notebook.kernel());
    var link = "(notebooks/%s)".formatted(notebook.name());
    assertTrue(Files.readString(Path.of("README.md")).contains(link), "no link in README.md");
  }

  @Test
  void everyNotebookLinksToTheNext() throws IOException {
    var notebooks = Notebook.all();
    for (int i = 1; i < notebooks.size(); i++) {
      var text = Files.readString(notebooks.get(i - 1).file());
      assertTrue(text.contains("(" + notebooks.get(i) + ")"), "no link to " + notebooks.get(i));
    }
  }
}
