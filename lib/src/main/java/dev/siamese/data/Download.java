package dev.siamese.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** Fetches a file of the catalogue, checks its digest, and only then puts it into its place. */
final class Download {

  private Download() {}

  static Path fetch(Catalog.Entry entry, Path target) {
    System.err.printf(
        "Downloading %s (%.1f MB) from %s%n", entry.file(), entry.bytes() / 1e6, entry.url());
    Path partial = null;
    try {
      Files.createDirectories(target.getParent());
      partial = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
      store(open(entry.url()), partial, entry.checksum());
      return Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      var message =
          "%s is not in SIAMESE_DATA nor at %s, and %s cannot be fetched; get it on another machine and set SIAMESE_DATA to its folder"
              .formatted(entry.file(), target, entry.url());
      throw new DataException(message, e);
    } finally {
      if (partial != null) {
        partial.toFile().delete();
      }
    }
  }

  private static InputStream open(String url) throws IOException {
    var client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    try {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw new IOException("the server answered " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  /** Copies a stream to a file and compares its digest with {@code algorithm:hex}. */
  static void store(InputStream content, Path file, String checksum) throws IOException {
    var parts = checksum.split(":", 2);
    try (content) {
      var digest = MessageDigest.getInstance(parts[0]);
      Files.copy(new DigestInputStream(content, digest), file, StandardCopyOption.REPLACE_EXISTING);
      var actual = HexFormat.of().formatHex(digest.digest());
      if (!actual.equals(parts[1])) {
        throw new IOException(
            "its %s is %s, not %s as published".formatted(parts[0], actual, parts[1]));
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("unknown checksum algorithm in the catalogue: " + checksum, e);
    }
  }
}
