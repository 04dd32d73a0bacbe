package dev.siamese.data;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;

/** What lies in a folder or is packed into a zip, read alike. */
public final class Archive {

  private Archive() {}

  /**
   * What a reader makes of a folder, or of what is in a zip.
   *
   * @throws IOException if it is neither, or from the reader
   */
  public static <T> T read(Path folderOrZip, Reader<T> reader) throws IOException {
    if (Files.isDirectory(folderOrZip)) {
      return reader.read(folderOrZip);
    }
    try (var zip = FileSystems.newFileSystem(folderOrZip)) {
      return reader.read(zip.getPath("/"));
    } catch (ProviderNotFoundException e) {
      throw new IOException("it is neither a folder nor a zip", e);
    }
  }

  /** Reads one thing below a root folder, in a zip or on disk. */
  @FunctionalInterface
  public interface Reader<T> {

    /** What is below the root. */
    T read(Path root) throws IOException;
  }
}
