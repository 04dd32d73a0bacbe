package dev.siamese.data;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * A file or data that is missing, damaged or invalid, or that cannot be written; the message says
 * which, and what to do.
 */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * An exception with this message.
   *
   * @param message what is wrong, and what to do
   */
  public DataException(String message) {
    super(message);
  }

  /**
   * A message that ends in the cause's.
   *
   * @param message what is wrong, and what to do
   * @param cause whose message is appended
   */
  public DataException(String message, Throwable cause) {
    super(message + ": " + reason(cause), cause);
  }

  /**
   * Throws an error: for readers that pass each error to a consumer.
   *
   * @param error to throw
   */
  public static void raise(DataException error) {
    throw error;
  }

  /** Some exceptions of the JDK have a file or nothing as message: their class says the reason. */
  private static String reason(Throwable cause) {
    if (cause instanceof FileSystemException e && e.getReason() == null && e.getFile() != null) {
      return cause instanceof AccessDeniedException
          ? "access to %s is denied".formatted(e.getFile())
          : cause instanceof NoSuchFileException
              ? "there is no %s".formatted(e.getFile())
              : cause instanceof FileAlreadyExistsException
                  ? "%s exists and is no folder".formatted(e.getFile())
                  : "%s (%s)".formatted(e.getFile(), cause.getClass().getSimpleName());
    }
    return cause.getMessage() != null ? cause.getMessage() : cause.getClass().getSimpleName();
  }
}
