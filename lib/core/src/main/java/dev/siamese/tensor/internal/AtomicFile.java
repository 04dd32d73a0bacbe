package dev.siamese.tensor.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** Writes a file that appears, or replaces an existing one, only when it is complete. */
public final class AtomicFile {

  private static final Duration ABANDONED_AFTER = Duration.ofHours(1); // without a change
  private static final Pattern UUID_PART = Pattern.compile("[0-9a-f-]{36}\\.part");

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes everything.
     *
     * @param out buffered; closing it is allowed and not required
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes to a temporary file in the same folder, forces it to disk and renames it. If that fails,
   * an existing file stays as it was.
   *
   * @param file the folder is created if it does not exist
   * @param content writes the content
   * @throws IOException if writing fails
   */
  public static void write(Path file, Content content) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is not a file name");
    }
    Files.createDirectories(folder);
    deleteAbandoned(folder, file.getFileName() + ".");
    var temporary = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      writeAndForce(temporary, content);
      move(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Deletes what killed processes have left of earlier attempts. */
  private static void deleteAbandoned(Path folder, String start) throws IOException {
    var limit = Instant.now().minus(ABANDONED_AFTER);
    try (var parts = Files.newDirectoryStream(folder, "*.part")) {
      for (var part : parts) {
        var name = part.getFileName().toString();
        if (name.startsWith(start)
            && UUID_PART.matcher(name.substring(start.length())).matches()
            && Files.getLastModifiedTime(part).toInstant().isBefore(limit)) {
          Files.deleteIfExists(part);
        }
      }
    } catch (NoSuchFileException | DirectoryIteratorException e) {
      // another process has deleted it, or the folder cannot be listed
    }
  }

  private static void writeAndForce(Path file, Content content) throws IOException {
    try (var channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var out = new FlushedOnClose(Channels.newOutputStream(channel))) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Leaves the channel open when a ZIP or text writer closes the stream. */
  private static final class FlushedOnClose extends BufferedOutputStream {

    FlushedOnClose(OutputStream out) {
      super(out, 1 << 16);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
