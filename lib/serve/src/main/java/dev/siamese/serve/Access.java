package dev.siamese.serve;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/** Decides who may send requests. */
final class Access {

  /** Needs no token: the page holds no data, and the health says only that the server runs. */
  private static final Set<String> OPEN = Set.of("/", "/health");

  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String SCHEME = "Bearer ";

  private final byte[] token; // or null
  private final String address;

  /**
   * Access to a server.
   *
   * @throws IllegalArgumentException if the address can be reached from other machines and there is
   *     no token
   */
  Access(InetAddress address, String token) {
    if (token == null && !address.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "%s can be reached from other machines: set a token, or listen on 127.0.0.1"
              .formatted(address.getHostAddress()));
    }
    this.address = address.getHostAddress();
    this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Checks a request's headers, each of which may be null.
   *
   * @throws HttpError 401 without the token, 403 for a request that another site's page sends
   */
  void check(String path, String host, String origin, String authorization) {
    var name = name(host);
    if (token == null && !LOOPBACK_NAMES.contains(name) && !name.equals(address)) {
      // else a site could give its own name this machine's address, and read the responses
      throw new HttpError(403, "the header Host is %s: use localhost or 127.0.0.1".formatted(host));
    }
    if (origin != null && !isSame(origin, host)) {
      throw new HttpError(
          403, "the request is from a page of %s: only this server's page may".formatted(origin));
    }
    if (token != null && !OPEN.contains(path) && !isToken(authorization)) {
      throw new HttpError(401, "the token is missing or wrong: send Authorization: Bearer TOKEN");
    }
  }

  private static String name(String host) {
    return host == null ? "" : host.replaceFirst(":\\d+$", "");
  }

  private static boolean isSame(String origin, String host) {
    try {
      return host != null && host.equals(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean isToken(String authorization) {
    return authorization != null
        && authorization.startsWith(SCHEME)
        && MessageDigest.isEqual(
            token, authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
  }
}
