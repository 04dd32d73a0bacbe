package dev.siamese.serve;

import java.nio.file.Path;

/**
 * Options of a server.
 *
 * @param host the name or address to listen on
 * @param port to listen on; 0 for any free one
 * @param token that every client sends as {@code Authorization: Bearer TOKEN}, at least 16
 *     characters; null for none, which only a loopback address allows
 * @param maxBodyBytes the greatest size of a request's body
 * @param maxPixels the greatest number of pixels of an image
 * @param requestsPerSecond the greatest rate of requests from one address
 * @param data a folder or zip of images to search, or null
 * @param indexFile the file that caches the embeddings of these images; null for the name of the
 *     folder with the suffix .index, beside it
 * @param gallery the file of the enrolled samples, read at the start if it exists and replaced at
 *     every change; null to keep them in memory only
 */
public record ServerOptions(
    String host,
    int port,
    String token,
    int maxBodyBytes,
    int maxPixels,
    int requestsPerSecond,
    Path data,
    Path indexFile,
    Path gallery) {

  private static final int MIN_TOKEN = 16; // characters

  /**
   * Checks the values.
   *
   * @param host the name or address to listen on
   * @param port to listen on; 0 for any free one
   * @param token as above
   * @param maxBodyBytes at least 1024
   * @param maxPixels at least 1
   * @param requestsPerSecond at least 1
   * @param data a folder or zip of images, or null
   * @param indexFile a file, or null
   * @param gallery a file, or null
   * @throws IllegalArgumentException if a value is out of range
   */
  public ServerOptions {
    require(port >= 0 && port <= 65_535, "port", port, "from 0 to 65535");
    require(maxBodyBytes >= 1024, "maxBodyBytes", maxBodyBytes, "at least 1024");
    require(maxPixels >= 1, "maxPixels", maxPixels, "at least 1");
    require(requestsPerSecond >= 1, "requestsPerSecond", requestsPerSecond, "at least 1");
    if (token != null && token.strip().length() < MIN_TOKEN) {
      throw new IllegalArgumentException(
          "the token has %d characters: it needs at least %d"
              .formatted(token.strip().length(), MIN_TOKEN));
    }
    token = token == null ? null : token.strip();
  }

  private static void require(boolean isValid, String name, int value, String allowed) {
    if (!isValid) {
      throw new IllegalArgumentException("%s must be %s: %d".formatted(name, allowed, value));
    }
  }

  /**
   * {@return port 8080 of the loopback address, without a token; bodies of 8 MiB, images of 16
   * million pixels, 1000 requests per second}
   */
  public static ServerOptions defaults() {
    return new ServerOptions("127.0.0.1", 8080, null, 8 << 20, 16_000_000, 1000, null, null, null);
  }

  /**
   * {@return a copy that listens on another address}
   *
   * @param host the name or address
   * @param port the port
   */
  public ServerOptions withAddress(String host, int port) {
    return new ServerOptions(
        host, port, token, maxBodyBytes, maxPixels, requestsPerSecond, data, indexFile, gallery);
  }

  /**
   * {@return a copy with a token}
   *
   * @param token that clients send, or null for none
   */
  public ServerOptions withToken(String token) {
    return new ServerOptions(
        host, port, token, maxBodyBytes, maxPixels, requestsPerSecond, data, indexFile, gallery);
  }

  /**
   * {@return a copy with other limits}
   *
   * @param maxBodyBytes of a request's body
   * @param maxPixels of an image
   * @param requestsPerSecond from one address
   */
  public ServerOptions withLimits(int maxBodyBytes, int maxPixels, int requestsPerSecond) {
    return new ServerOptions(
        host, port, token, maxBodyBytes, maxPixels, requestsPerSecond, data, indexFile, gallery);
  }

  /**
   * {@return a copy that searches images}
   *
   * @param data a folder or zip of images, or null
   */
  public ServerOptions withData(Path data) {
    return withData(data, indexFile);
  }

  /**
   * {@return a copy that searches images}
   *
   * @param data a folder or zip of images, or null
   * @param indexFile the file that caches their embeddings, or null for one beside the folder
   */
  public ServerOptions withData(Path data, Path indexFile) {
    return new ServerOptions(
        host, port, token, maxBodyBytes, maxPixels, requestsPerSecond, data, indexFile, gallery);
  }

  /**
   * {@return a copy that keeps the enrolled samples in a file}
   *
   * @param gallery the file, or null
   */
  public ServerOptions withGallery(Path gallery) {
    return new ServerOptions(
        host, port, token, maxBodyBytes, maxPixels, requestsPerSecond, data, indexFile, gallery);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "%s:%d, %s, bodies up to %d bytes, images up to %d pixels, %d requests per second"
        .formatted(
            host,
            port,
            token == null ? "no token" : "a token",
            maxBodyBytes,
            maxPixels,
            requestsPerSecond);
  }
}
