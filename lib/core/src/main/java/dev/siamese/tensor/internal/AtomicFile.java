package dev.siamese.tensor.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Writes a file that appears, or replaces an existing one, only when it is complete. */
public final class AtomicFile {

  private static final Duration ABANDONED_AFTER = Duration.ofHours(1); // where nothing is locked
  private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet(); // by this process
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
   * an existing file stays as it was. What killed processes have left of earlier attempts is
   * deleted.
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
    folder = folder.toRealPath();
    deleteAbandoned(folder, file.getFileName() + ".");
    while (!write(temporary(folder, file), file, content)) {
      // another process has taken the temporary file for an abandoned one before it was locked
    }
  }

  /**
   * Writes a text as UTF-8, see {@link #write}.
   *
   * @param file the folder is created if it does not exist
   * @param text its content
   * @throws IOException if it cannot be written
   */
  public static void writeString(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Checks that {@link #write} can write a file, before work whose result it is to hold.
   *
   * @param file the folder is created if it does not exist
   * @throws IOException if the file cannot be written
   */
  public static void requireWritable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    var folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Files.delete(Files.createFile(temporary(folder, file)));
  }

  private static Path temporary(Path folder, Path file) {
    return folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".part");
  }

  /** Returns false if the temporary file was deleted before it was locked. */
  private static boolean write(Path temporary, Path file, Content content) throws IOException {
    IN_USE.add(temporary);
    try (var channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var out = new FlushedOnClose(Channels.newOutputStream(channel))) {
      if (!lock(channel) || Files.notExists(temporary)) {
        return false;
      }
      content.writeTo(out);
      out.flush();
      channel.force(true);
      move(temporary, file); // while it is locked
      return true;
    } finally {
      Files.deleteIfExists(temporary);
      IN_USE.remove(temporary);
    }
  }

  /** Returns false if another process holds the lock. */
  private static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true; // a file system without locks, where only old files count as abandoned
    }
  }

  /** Deletes the temporary files of killed processes, whose locks the system has released. */
  private static void deleteAbandoned(Path folder, String start) throws IOException {
    try (var parts = Files.newDirectoryStream(folder, "*.part")) {
      for (var part : parts) {
        var name = part.getFileName().toString();
        if (name.startsWith(start)
            && UUID_PART.matcher(name.substring(start.length())).matches()
            && !IN_USE.contains(part)) { // closing it would release the lock of this process
          deleteIfAbandoned(part);
        }
      }
    } catch (NoSuchFileException | DirectoryIteratorException e) {
      // another process has deleted it, or the folder cannot be listed
    }
  }

  private static void deleteIfAbandoned(Path part) throws IOException {
    try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      boolean abandoned;
      try {
        abandoned = channel.tryLock() != null;
      } catch (OverlappingFileLockException e) {
        abandoned = false;
      } catch (IOException e) { // a file system without locks
        var limit = Instant.now().minus(ABANDONED_AFTER);
        abandoned = Files.getLastModifiedTime(part).toInstant().isBefore(limit);
      }
      if (abandoned) {
        Files.deleteIfExists(part);
      }
    } catch (NoSuchFileException | AccessDeniedException e) {
      // another process has deleted it, or it is of another user
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
