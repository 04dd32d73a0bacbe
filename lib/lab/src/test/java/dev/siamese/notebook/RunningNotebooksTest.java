package dev.siamese.notebook;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.siamese.catalog.DataDirectory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Notebooks run from top to bottom, on the code as it is now and without Python. Surefire asks them
 * for short runs.
 */
class RunningNotebooksTest {

  /** What is not fetched by the program, and has nothing invented in its place. */
  private static final Map<String, String> NEEDED = Map.of("11-faces.ipynb", "orl/att_faces.zip");

  static List<Notebook> all() {
    return Notebook.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theNotebookRuns(Notebook notebook) {
    var needed = NEEDED.get(notebook.name());
    assumeTrue(
        needed == null || DataDirectory.fromEnvironment().isPresent(needed),
        () -> needed + " is not there");
    NotebookRun.of(notebook);
  }
}
