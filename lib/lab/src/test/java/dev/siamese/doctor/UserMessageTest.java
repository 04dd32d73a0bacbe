package dev.siamese.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserMessageTest {

  @Test
  void exceptionsOfTheLibraryAreTheirMessage() {
    for (var error :
        List.of(
            new DataException("k = 0"),
            new IllegalArgumentException("k = 0"),
            new IllegalStateException("k = 0"),
            new ArithmeticException("k = 0"),
            new UnsupportedOperationException("k = 0"))) {
      assertEquals("k = 0", UserMessage.of(error));
      assertEquals("k = 0", UserMessage.of(new CompletionException(error)));
    }
  }

  @Test
  void exceptionsOfParallelStreamsAreTheirMessage() {
    try {
      IntStream.range(0, 1000)
          .parallel()
          .forEach(
              i -> {
                throw new IllegalArgumentException("k = 0");
              });
    } catch (IllegalArgumentException e) {
      assertEquals("k = 0", UserMessage.of(e));
    }
  }

  @Test
  void filesAreNamedWithTheirProblem() {
    var missing =
        new UncheckedIOException("cannot read the table", new NoSuchFileException("a.csv"));
    assertEquals("cannot read the table: no such file: a.csv", UserMessage.of(missing));
    assertEquals(
        "no such file: a.csv",
        UserMessage.of(new UncheckedIOException(new NoSuchFileException("a.csv"))));
    assertTrue(UserMessage.of(new IOException("disk full")).contains("disk full"));
  }

  @Test
  void mistakesInCodeAreOneLineWithTheirType() {
    var number = "a";
    var errors =
        List.of(
            failure(() -> List.of().get(1)),
            failure(() -> Math.multiplyExact(1 << 20, 1 << 20)),
            failure(() -> Integer.parseInt(number)),
            new StackOverflowError(),
            new OutOfMemoryError("Java heap space"));
    for (var error : errors) {
      var text = UserMessage.of(error);
      assertEquals(1, text.lines().count(), text);
      assertTrue(
          text.contains(error.getClass().getSimpleName()) || text.contains("Java heap space"),
          text);
    }
  }

  private static Throwable failure(Runnable work) {
    try {
      work.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  @Test
  void theStackTraceIsPrintedOnRequestOnly() {
    assertFalse(reported().contains("\tat "));
    System.setProperty(UserMessage.STACK_TRACE_PROPERTY, "true");
    try {
      assertTrue(reported().contains("\tat " + UserMessageTest.class.getName()));
    } finally {
      System.clearProperty(UserMessage.STACK_TRACE_PROPERTY);
    }
  }

  private static String reported() {
    var old = System.err;
    var bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertEquals(2, UserMessage.report(new DataException("k = 0")));
    } finally {
      System.setErr(old);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatCannotBeWrittenIsNamedBeforeTheWork(@TempDir Path folder) throws IOException {
    var file = folder.resolve("new/out.csv");
    UserMessage.requireWritable(file, null);
    assertFalse(Files.exists(file));
    Files.writeString(file, "");
    for (var wrong : List.of(folder, file.resolve("out.csv"))) {
      var error = assertThrows(DataException.class, () -> UserMessage.requireWritable(null, wrong));
      assertTrue(error.getMessage().startsWith("cannot write " + wrong), error.getMessage());
      assertTrue(error.getMessage().endsWith("folder"), error.getMessage());
    }
  }
}
