package dev.siamese.doctor;

import dev.siamese.data.DataException;
import dev.siamese.model.EncoderFileException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What a program tells its user of a failure. */
public final class UserMessage {

  private UserMessage() {}

  /**
   * The message of what this library throws at bad input, files and settings, which says what to
   * do; of anything else the stack trace, for somebody to mend it.
   */
  public static String of(Throwable error) {
    if (error instanceof DataException
        || error instanceof EncoderFileException
        || error instanceof IllegalArgumentException
        || error instanceof IllegalStateException) {
      return error.getMessage();
    }
    if (error instanceof UncheckedIOException) {
      var cause = error.getCause().toString();
      return error.getMessage().equals(cause) ? cause : error.getMessage() + ": " + cause;
    }
    var trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
