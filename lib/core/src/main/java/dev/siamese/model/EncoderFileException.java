package dev.siamese.model;

/** A file that holds no usable encoder; the message says why. */
public final class EncoderFileException extends RuntimeException {

  private static final long serialVersionUID = 1;

  EncoderFileException(String message, Throwable cause) {
    super(message + (cause == null ? "" : ": " + cause.getMessage()), cause);
  }
}
