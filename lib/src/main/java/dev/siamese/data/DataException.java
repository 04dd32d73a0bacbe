package dev.siamese.data;

/** A data set that is missing, damaged or not what it should be; the message says what to do. */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
