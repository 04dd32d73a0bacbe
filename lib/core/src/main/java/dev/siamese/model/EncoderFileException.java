package dev.siamese.model;

/** An encoder or a pretrained model cannot be read or written; the message says why. */
public final class EncoderFileException extends RuntimeException {

  private static final long serialVersionUID = 1;

  EncoderFileException(String message, Throwable cause) {
    super(message + (cause == null ? "" : ": " + cause.getMessage()), cause);
  }
}
