package dev.siamese.catalog;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Connections for downloads: by HTTPS only, also where a server redirects to. This machine itself
 * may be asked by HTTP.
 */
final class Https {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MAX_REDIRECTS = 5;

  private Https() {}

  /**
   * Sends a request for a file from a byte on; the answer is no redirect.
   *
   * @throws IOException if the address, or one that it redirects to, is not by HTTPS
   */
  static HttpURLConnection open(URI address, long from, int timeoutMillis) throws IOException {
    var uri = address;
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      requireHttps(uri, isOfThisMachine(address));
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(timeoutMillis);
      connection.setReadTimeout(timeoutMillis);
      if (from > 0) {
        connection.setRequestProperty("Range", "bytes=" + from + "-");
      }
      if (!REDIRECTS.contains(connection.getResponseCode())) {
        return connection;
      }
      uri = target(uri, connection.getHeaderField("Location"));
      connection.disconnect();
    }
    throw new IOException("the server redirects more than %d times".formatted(MAX_REDIRECTS));
  }

  private static URI target(URI from, String location) throws IOException {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IOException("the server redirects to no address: " + location, e);
    }
  }

  private static boolean isOfThisMachine(URI uri) {
    return uri.getHost() != null && THIS_MACHINE.contains(uri.getHost().toLowerCase(Locale.ROOT));
  }

  /**
   * Checks an address before anything is sent to it.
   *
   * @param mayBeOwn whether HTTP to this machine is allowed: not where another one redirects to it
   */
  static void requireHttps(URI uri, boolean mayBeOwn) throws IOException {
    boolean isHttps = "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
    boolean isHttp = "http".equalsIgnoreCase(uri.getScheme());
    if (!isHttps && !(mayBeOwn && isHttp && isOfThisMachine(uri))) {
      throw new IOException(
          uri + " is not an address of HTTPS, without which others can change what is sent");
    }
  }
}
