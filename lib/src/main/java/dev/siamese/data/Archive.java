package dev.siamese.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads what lies in a folder, or in a zip as if it were a folder: nothing is unpacked. The JDK
 * refuses a zip with an entry whose path leads outside.
 */
final class Archive {

  private Archive() {}

  /** Reads one thing below a root folder. */
  interface Reader<T> {
    T read(Path root) throws IOException;
  }

  /**
   * Opens a folder or a zip for as long as it takes to read it.
   *
   * @param wayOut what to do if it cannot be read
   * @throws DataException if so
   */
  static <T> T read(Path path, String wayOut, Reader<T> reader) {
    try {
      if (Files.isDirectory(path)) {
        return reader.read(path);
      }
      try (var zip = FileSystems.newFileSystem(path)) {
        return reader.read(zip.getPath("/"));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DataException("cannot read " + path + "; " + wayOut, e);
    }
  }

  /** The files below a folder, in the order of their paths. */
  static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
