package dev.siamese.notebook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.opentest4j.AssertionFailedError;

/**
 * Runs a notebook's code in JShell, as the kernel does, within this process, since PyTorch's native
 * library can be loaded only once.
 */
final class NotebookRun {

  /**
   * Methods that the kernel adds to JShell. They do not name the package dev.siamese: JShell would
   * evaluate them anew, and reset what depends on them, when a notebook has a variable siamese.
   */
  private static final List<String> KERNEL =
      List.of(
          "import dev.siamese.notebook.Screen;",
          "String display(Object result) { Screen.show(result); return \"\"; }",
          "void updateDisplay(String id, Object result) { Screen.show(result); }");

  private final Notebook notebook;
  private final JShell shell;

  private NotebookRun(Notebook notebook, JShell shell) {
    this.notebook = notebook;
    this.shell = shell;
  }

  /**
   * Runs all cells in order and discards their printed output.
   *
   * @throws AssertionFailedError if a cell does not compile or throws, with its number and the
   *     error
   */
  static void of(Notebook notebook) {
    var out = System.out;
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    try (var shell =
        JShell.builder()
            .executionEngine("local")
            .compilerOptions("-classpath", System.getProperty("java.class.path"))
            .build()) {
      var run = new NotebookRun(notebook, shell);
      run.cell(new Notebook.Cell(0, 0, Files.readString(Notebook.STARTUP), List.of()));
      KERNEL.forEach(source -> run.evaluate(source, null));
      notebook.code().forEach(run::cell);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      System.setOut(out);
    }
  }

  private void cell(Notebook.Cell cell) {
    var analysis = shell.sourceCodeAnalysis();
    SnippetEvent last = null;
    var remaining = cell.java();
    while (!remaining.isBlank()) {
      var part = analysis.analyzeCompletion(remaining);
      if (part.source() == null) {
        throw failure(cell, remaining, "incomplete code");
      }
      last = evaluate(part.source(), cell);
      remaining = part.remaining();
    }
    if (last != null && last.value() != null && last.snippet() instanceof VarSnippet result) {
      if (result.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
        evaluate("Screen.show(" + result.name() + ");", cell);
      }
    }
  }

  /** Evaluates a snippet and returns its own event, not those of dependent snippets. */
  private SnippetEvent evaluate(String source, Notebook.Cell cell) {
    SnippetEvent own = null;
    for (var event : shell.eval(source)) {
      if (event.status() == Snippet.Status.REJECTED) {
        var errors =
            shell
                .diagnostics(event.snippet())
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .collect(Collectors.joining("\n"));
        throw failure(cell, source, errors);
      }
      if (event.exception() != null) {
        throw failure(cell, source, describe(event.exception()));
      }
      if (event.causeSnippet() == null) {
        own = event;
      }
    }
    return own;
  }

  private String describe(JShellException exception) {
    if (exception instanceof UnresolvedReferenceException unresolved) {
      return shell
          .unresolvedDependencies(unresolved.getSnippet())
          .collect(Collectors.joining(", ", "not defined: ", ""));
    }
    var text = new StringBuilder();
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      var name =
          cause instanceof EvalException thrown
              ? thrown.getExceptionClassName()
              : cause.getClass().getName();
      text.append(name).append(": ").append(cause.getMessage()).append('\n');
      for (var frame : cause.getStackTrace()) {
        text.append("  at ").append(frame).append('\n');
      }
    }
    return text.toString();
  }

  private AssertionFailedError failure(Notebook.Cell cell, String source, String reason) {
    var where = cell == null ? "before the first cell" : "cell " + cell.number();
    return new AssertionFailedError(
        "%s, %s:%n%s%n%n%s".formatted(notebook, where, source.strip(), reason.strip()));
  }
}
