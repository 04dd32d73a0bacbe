package dev.siamese.catalog;

import dev.siamese.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Downloads a file of the catalogue, checks its size and digest, and only then moves it to its
 * place.
 *
 * <p>An interrupted download is kept beside that place, in a file whose name ends in the start of
 * the digest and {@code .part}, and resumed by the next one. A part of another version of the file
 * has another name.
 */
final class Download {

  private static final String ALGORITHM = "SHA-256";
  private static final int TIMEOUT_MILLIS = 30_000; // without receiving a byte

  private final Catalog.Entry entry;
  private final Path target;
  private final Path part;
  private final DownloadListener listener;

  private Download(Catalog.Entry entry, Path target, DownloadListener listener) {
    if (!entry.checksum().matches(ALGORITHM + ":[0-9a-f]{64}") || entry.bytes() < 1) {
      throw new IllegalArgumentException(
          "a download needs a %s checksum and a size: %s has \"%s\" and %d bytes"
              .formatted(ALGORITHM, entry.file(), entry.checksum(), entry.bytes()));
    }
    this.entry = entry;
    this.target = target;
    this.listener = listener;
    var digest = entry.checksum().replaceFirst(".*:", "");
    part = target.resolveSibling(target.getFileName() + "." + digest.substring(0, 8) + ".part");
  }

  static Path fetch(Catalog.Entry entry, Path target, DownloadListener listener) {
    return new Download(entry, target, listener).fetch();
  }

  private Path fetch() {
    try {
      Files.createDirectories(target.getParent());
      boolean fresh = transfer();
      if (!fresh && !digest().equals(entry.checksum())) {
        Files.delete(part); // the earlier part was damaged: start again
        transfer();
      }
      var digest = digest();
      if (!digest.equals(entry.checksum())) {
        Files.delete(part);
        throw new IOException(
            "its checksum is %s, but %s is published".formatted(digest, entry.checksum()));
      }
      return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      var message =
          "%s cannot be downloaded from %s: %s. %s"
              .formatted(entry.file(), entry.url(), reason(e), advice());
      throw (DataException) new DataException(message).initCause(e);
    }
  }

  /** A message where Java's exception has only the name of the host, or none. */
  private String reason(IOException e) {
    var host = URI.create(entry.url()).getHost();
    if (e instanceof UnknownHostException || e instanceof NoRouteToHostException) {
      return host + " cannot be reached, or there is no network";
    }
    if (e instanceof ConnectException) {
      return host + " refuses the connection";
    }
    if (e instanceof SocketTimeoutException) {
      return "%s did not answer within %d seconds".formatted(host, TIMEOUT_MILLIS / 1000);
    }
    return e.getMessage() != null ? e.getMessage() : e.getClass().getSimpleName();
  }

  /** Names the partial file, or deletes it if it is empty. */
  private String advice() {
    try {
      if (Files.exists(part) && Files.size(part) > 0) {
        return "%s holds the first %s: run it again to resume"
            .formatted(part, megabytes(Files.size(part)));
      }
      Files.deleteIfExists(part);
    } catch (IOException e) {
      return "See " + part;
    }
    return "Download it on another machine and set SIAMESE_DATA to the folder that has it as "
        + entry.file();
  }

  /** Completes the part; returns true if it did not exist before. */
  private boolean transfer() throws IOException {
    try (var file = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(file);
      long have = file.size();
      if (have > entry.bytes()) {
        have = 0;
      }
      boolean fresh = have == 0;
      if (have < entry.bytes()) {
        checkSpace(entry.bytes() - have);
        receive(file, have);
      }
      return fresh;
    }
  }

  private static void lock(FileChannel file) throws IOException {
    try {
      if (file.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // by another thread of this program
    }
    throw new IOException("another download of it is running");
  }

  private void checkSpace(long bytes) throws IOException {
    long free = Files.getFileStore(target.getParent()).getUsableSpace();
    if (free < bytes) {
      throw new IOException(
          "it needs %s, but only %s are free in %s"
              .formatted(megabytes(bytes), megabytes(free), target.getParent()));
    }
  }

  private void receive(FileChannel file, long have) throws IOException {
    var connection = Https.open(URI.create(entry.url()), have, TIMEOUT_MILLIS);
    try {
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
        throw new IOException("the server answered with status " + status);
      }
      var range = connection.getHeaderField("Content-Range");
      boolean resumes = range != null && range.startsWith("bytes " + have + "-");
      if (status == HttpURLConnection.HTTP_PARTIAL && !resumes) {
        throw new IOException(
            "the server sent the range \"%s\", not the requested one".formatted(range));
      }
      long from = resumes ? have : 0; // some servers ignore the requested range
      file.truncate(from).position(from);
      try (var content = connection.getInputStream()) {
        copy(content, file);
      }
    } finally {
      connection.disconnect();
    }
  }

  private void copy(InputStream content, FileChannel file) throws IOException {
    var buffer = new byte[1 << 16];
    listener.onBytes(entry, file.position());
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted");
      }
      var bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      listener.onBytes(entry, file.position());
      if (file.position() > entry.bytes()) {
        file.truncate(0);
        throw new IOException("it is larger than the published %,d bytes".formatted(entry.bytes()));
      }
    }
    if (file.position() < entry.bytes()) {
      throw new IOException(
          "the connection ended after %,d of %,d bytes".formatted(file.position(), entry.bytes()));
    }
  }

  private String digest() throws IOException {
    try (var content = Files.newInputStream(part)) {
      var digest = MessageDigest.getInstance(ALGORITHM);
      new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
      return ALGORITHM + ":" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
