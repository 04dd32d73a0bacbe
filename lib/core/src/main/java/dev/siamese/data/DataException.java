package dev.siamese.data;

/** A data set that is missing, damaged or not what it should be; the message says what to do. */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message + ": " + reason(cause), cause);
  }

  /** A host that is not found says so by its class alone. */
  private static String reason(Throwable cause) {
    return cause.getMessage() != null ? cause.getMessage() : cause.getClass().getSimpleName();
  }
}
