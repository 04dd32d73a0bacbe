package dev.siamese.doctor;

import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Failures of command-line programs in one sentence. */
public final class UserMessage {

  /** The system property that makes {@link #report} print the stack trace as well. */
  public static final String STACK_TRACE_PROPERTY = "siamese.stacktrace";

  /** The environment variable that does the same. */
  public static final String STACK_TRACE_VARIABLE = "SIAMESE_STACKTRACE";

  /** The exit code of every failure; programs may use 0 and 1 as answers. */
  public static final int EXIT_CODE = 2;

  private static final String PACKAGE = "dev.siamese.";

  private UserMessage() {}

  /**
   * Prints the sentence to standard error, and the stack trace too if the system property {@value
   * #STACK_TRACE_PROPERTY} or the environment variable {@value #STACK_TRACE_VARIABLE} is {@code
   * true}.
   *
   * @param error whose cause may be the one to report
   * @return the exit code, {@value #EXIT_CODE}
   */
  public static int report(Throwable error) {
    System.err.println(of(error));
    if (Boolean.getBoolean(STACK_TRACE_PROPERTY)
        || Boolean.parseBoolean(System.getenv(STACK_TRACE_VARIABLE))) {
      var trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace));
      System.err.println(trace.toString().strip());
    }
    return EXIT_CODE;
  }

  /**
   * Checks before the work of a program that its results can be written.
   *
   * @param files to be written, and replaced if they exist; null for none
   * @throws DataException if one cannot be written
   */
  public static void requireWritable(Path... files) {
    for (var file : files) {
      try {
        if (file != null) {
          AtomicFile.requireWritable(file);
        }
      } catch (IOException e) {
        throw new DataException("cannot write " + file, e);
      }
    }
  }

  /**
   * {@return one line about any failure} Exceptions that this library throws speak for themselves;
   * of others the type and the first line of the message are given, with how to see the stack
   * trace.
   *
   * @param error whose cause may be the one to report
   */
  public static String of(Throwable error) {
    var cause = unwrapped(error);
    if (cause instanceof OutOfMemoryError) {
      return "Java ran out of memory (%s): raise its limit, as with JAVA_TOOL_OPTIONS=-Xmx8g"
          .formatted(firstLine(cause.getMessage()));
    }
    if (cause instanceof UncheckedIOException wrapper) {
      return firstLine(wrapper.getMessage()) + ": " + describe(wrapper.getCause());
    }
    if (cause instanceof IOException) {
      return describe(cause);
    }
    return isFromLibrary(cause)
        ? cause.getMessage().strip()
        : "unexpected %s; %s=true shows the stack trace"
            .formatted(describe(cause), STACK_TRACE_VARIABLE);
  }

  /** Skips exceptions that only repeat their cause, such as those of parallel streams. */
  private static Throwable unwrapped(Throwable error) {
    var cause = error;
    while (cause.getCause() != null
        && (cause.getMessage() == null || cause.getMessage().equals(cause.getCause().toString()))) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean isFromLibrary(Throwable error) {
    if (error.getMessage() == null || isMistakeInCode(error)) {
      return false;
    }
    var trace = error.getStackTrace();
    return error.getClass().getName().startsWith(PACKAGE)
        || trace.length > 0 && trace[0].getClassName().startsWith(PACKAGE);
  }

  /** Exceptions that the JVM throws, whose stack starts in the code that caused them. */
  private static boolean isMistakeInCode(Throwable error) {
    return error instanceof Error
        || error instanceof NullPointerException
        || error instanceof ClassCastException
        || error instanceof IndexOutOfBoundsException
        || error instanceof NegativeArraySizeException
        || error instanceof ArrayStoreException
        || error instanceof ArithmeticException && "/ by zero".equals(error.getMessage());
  }

  private static String describe(Throwable error) {
    var message = firstLine(error.getMessage());
    if (error instanceof NoSuchFileException) {
      return "no such file: " + message;
    }
    if (error instanceof AccessDeniedException) {
      return "access denied: " + message;
    }
    if (error instanceof FileAlreadyExistsException) {
      return "file already exists: " + message;
    }
    var type = error.getClass().getSimpleName();
    return message.isEmpty() ? type : type + ": " + message;
  }

  private static String firstLine(String text) {
    return text == null ? "" : text.strip().lines().findFirst().orElse("");
  }
}
