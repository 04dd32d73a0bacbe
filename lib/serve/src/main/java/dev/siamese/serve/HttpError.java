package dev.siamese.serve;

/** Ends a request with a status and a sentence for the client. */
final class HttpError extends RuntimeException {

  private static final long serialVersionUID = 1;

  final int status;

  HttpError(int status, String message) {
    super(message, null, false, false); // no stack trace: the client is at fault
    this.status = status;
  }

  static HttpError badRequest(String message) {
    return new HttpError(400, message);
  }

  static HttpError tooLarge(String message) {
    return new HttpError(413, message);
  }

  /** The request is well-formed, but the encoder cannot use its sample. */
  static HttpError unusable(String message) {
    return new HttpError(422, message);
  }
}
