package dev.siamese.notebook;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class NotebookRunTest {

  private static Notebook notebook(String... sources) {
    var cells =
        IntStream.range(0, sources.length)
            .mapToObj(i -> new Notebook.Cell(i + 1, i + 1, sources[i], List.of()));
    return new Notebook(Path.of("some.ipynb"), "java", "", cells.toList(), List.of());
  }

  private static String failure(String... sources) {
    var notebook = notebook(sources);
    return assertThrows(AssertionFailedError.class, () -> NotebookRun.of(notebook)).getMessage();
  }

  @Test
  void cellsShareVariablesAndMethods() {
    NotebookRun.of(
        notebook(
            "%classpath ../*.jar\nimport java.util.*;\nint twice(int n) { return 2 * n; }",
            "var list = new ArrayList<Integer>();\nlist.add(twice(2));\nlist",
            "var id = display(list);\nupdateDisplay(id, list);",
            "if (list.get(0) != 4) { throw new IllegalStateException(); }"));
  }

  @Test
  void compileErrorsNameTheCell() {
    var message = failure("int n = 1;", "int m = \"one\";");
    assertTrue(message.startsWith("some.ipynb, cell 2:"), message);
    assertTrue(message.contains("String cannot be converted to int"), message);
  }

  @Test
  void exceptionsNameTheCell() {
    var message = failure("int n = 0;", "var list = java.util.List.of();", "list.get(n)");
    assertTrue(message.startsWith("some.ipynb, cell 3:"), message);
    assertTrue(message.contains("IndexOutOfBoundsException"), message);
  }

  @Test
  void undefinedMethodsFailWhereTheyAreUsed() {
    var message = failure("int f() { return g(); }", "f()");
    assertTrue(message.startsWith("some.ipynb, cell 2:"), message);
    assertTrue(message.contains("g()"), message);
  }

  @Test
  void incompleteCodeFails() {
    assertTrue(failure("if (true) {").contains("incomplete"));
  }
}
