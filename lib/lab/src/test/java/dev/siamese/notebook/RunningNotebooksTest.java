package dev.siamese.notebook;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.siamese.catalog.DataDirectory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every notebook on the current code, without Python. Surefire sets the variable that makes
 * the runs short.
 */
class RunningNotebooksTest {

  /** Files that are not downloaded and have no synthetic replacement. */
  private static final Map<String, String> REQUIRED = Map.of("11-faces.ipynb", "orl/att_faces.zip");

  /** All notebooks, or those that {@code -Dnotebook=16} names by the start of their file names. */
  static List<Notebook> all() {
    var start = System.getProperty("notebook", "");
    return Notebook.all().stream().filter(each -> each.name().startsWith(start)).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theNotebookRuns(Notebook notebook) {
    var required = REQUIRED.get(notebook.name());
    assumeTrue(
        required == null || DataDirectory.fromEnvironment().isPresent(required),
        () -> required + " is missing");
    NotebookRun.of(notebook);
  }
}
