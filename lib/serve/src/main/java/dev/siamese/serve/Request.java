package dev.siamese.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One request; its body is read, up to a limit, when a route needs it. */
final class Request implements AutoCloseable {

  private static final int DRAINED = 4; // times the limit, so that the client reads the response

  private final HttpExchange exchange;
  private final int maxBodyBytes;
  private final LargeRequests large;
  private final Map<String, String> query;
  private boolean isLarge;
  private long pixels;

  Request(HttpExchange exchange, int maxBodyBytes, LargeRequests large) {
    this.exchange = exchange;
    this.maxBodyBytes = maxBodyBytes;
    this.large = large;
    query = query(exchange.getRequestURI().getRawQuery());
  }

  private static Map<String, String> query(String text) {
    var values = new HashMap<String, String>();
    for (var part : text == null ? new String[0] : text.split("&")) {
      var pair = part.split("=", 2);
      values.put(decoded(pair[0]), pair.length == 1 ? "" : decoded(pair[1]));
    }
    return values;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw HttpError.badRequest("the address has an incomplete percent sign: " + text);
    }
  }

  String method() {
    return exchange.getRequestMethod();
  }

  /** The path, decoded. */
  String path() {
    return exchange.getRequestURI().getPath();
  }

  String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  String client() {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  /** A parameter of the query string, or null. */
  String parameter(String name) {
    return query.get(name);
  }

  /** The media type in lower case, without parameters; empty if there is none. */
  String contentType() {
    var type = header("Content-Type");
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the body.
   *
   * @throws HttpError 413 if it is longer than the limit
   */
  byte[] body() throws IOException {
    long length = announcedLength();
    if (length < 0 || length > LargeRequests.LARGE_BYTES) {
      markLarge();
    }
    var in = exchange.getRequestBody();
    var body = length > maxBodyBytes ? null : in.readNBytes(maxBodyBytes + 1);
    if (body == null || body.length > maxBodyBytes) {
      drain(in);
      throw HttpError.tooLarge(
          "the body is longer than %d bytes: send less".formatted(maxBodyBytes));
    }
    return body;
  }

  /** Reads on, since skipping would skip bytes of the connection, not of the body. */
  private void drain(InputStream in) throws IOException {
    var buffer = new byte[1 << 16];
    long left = (long) DRAINED * maxBodyBytes;
    for (int count = 0; count >= 0 && left > 0; left -= count) {
      count = in.read(buffer);
    }
  }

  /** The length that the client announces; -1 if it announces none. */
  private long announcedLength() {
    var length = header("Content-Length");
    if (length == null) {
      return -1;
    }
    return length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
  }

  /** Waits until few other large requests run; {@link #close} ends it. */
  void markLarge() {
    if (!isLarge) {
      large.acquire();
      isLarge = true;
    }
  }

  /**
   * Counts the pixels of another image before it is decoded.
   *
   * @throws HttpError 413 if the images of the request have more than a limit
   */
  void addPixels(long count, long limit) {
    pixels += count;
    if (pixels > limit) {
      throw HttpError.tooLarge(
          "the images of the request have more than %d pixels: send fewer".formatted(limit));
    }
    if (pixels > LargeRequests.LARGE_PIXELS) {
      markLarge();
    }
  }

  @Override
  public void close() {
    if (isLarge) {
      large.release();
      isLarge = false;
    }
  }
}
