package dev.siamese.serve;

import java.io.IOException;

/**
 * A method and a path of the server.
 *
 * @param method of HTTP
 * @param path may end in a parameter in braces
 * @param handler answers the requests
 */
record Route(String method, String path, Handler handler) {

  /** Answers a request. */
  @FunctionalInterface
  interface Handler {

    /**
     * Answers a request.
     *
     * @throws HttpError if the client is at fault
     * @throws IOException if the body cannot be read
     */
    Response handle(Request request) throws IOException;
  }

  boolean hasPath(String requested) {
    int brace = path.indexOf('{');
    return brace < 0
        ? requested.equals(path)
        : requested.length() > brace && requested.startsWith(path.substring(0, brace));
  }

  /** The parameter in the path of a request. */
  static String parameter(String path) {
    return path.substring(path.indexOf('/', 1) + 1);
  }
}
