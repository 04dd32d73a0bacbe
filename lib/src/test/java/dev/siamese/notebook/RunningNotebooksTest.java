package dev.siamese.notebook;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Notebooks run from top to bottom, on the code as it is now and without Python: a short one in
 * every build, all of them with {@code mvn verify -Pnotebooks}. Surefire asks them for short runs.
 */
class RunningNotebooksTest {

  static List<Notebook> all() {
    return Notebook.all();
  }

  @Test
  void theFirstNotebookRuns() {
    NotebookRun.of(Notebook.named("01"));
  }

  @Tag("notebooks")
  @ParameterizedTest
  @MethodSource("all")
  void everyNotebookRuns(Notebook notebook) {
    NotebookRun.of(notebook);
  }
}
