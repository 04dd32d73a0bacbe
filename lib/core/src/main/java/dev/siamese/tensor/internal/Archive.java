package dev.siamese.tensor.internal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * The files of a folder or a zip file.
 *
 * <p>Links are followed. Hidden files and folders (whose names start with a dot) and those that
 * operating systems add ({@code __MACOSX}, {@code Thumbs.db}, {@code desktop.ini}) are skipped at
 * any depth.
 */
public final class Archive {

  private static final Set<String> SYSTEM_FILES =
      Set.of("__macosx", "thumbs.db", "desktop.ini", "$recycle.bin", "system volume information");

  /** Of zip files whose names are not in UTF-8: that of the format's specification. */
  private static final String LEGACY_ENCODING = "IBM437";

  /** Names that are no paths on a disk, or lead out of a folder, with slashes of any system. */
  private static final Pattern UNUSABLE = Pattern.compile("\0|(^|[/\\\\])\\.\\.([/\\\\]|$)");

  private static final int MAX_BYTES = 1 << 30;

  private Archive() {}

  /** Reads what is below a root folder, on disk or in a zip. */
  @FunctionalInterface
  public interface Reader<T> {

    /**
     * {@return the result for this root folder}
     *
     * @param root the folder, or the root of the zip file
     * @throws IOException if it cannot be read
     */
    T read(Path root) throws IOException;
  }

  /**
   * Files that were found, and the number of those that were skipped, by reason.
   *
   * @param files in the order of their paths
   * @param skipped such as {@code {"hidden": 2, ".txt": 1}}
   */
  public record Listing(List<Path> files, Map<String, Integer> skipped) {

    /** Such as {@code skipped 2 hidden, 1 .txt}; {@code ""} if nothing was. */
    @Override
    public String toString() {
      var reasons = new ArrayList<String>();
      skipped.forEach((reason, count) -> reasons.add(count + " " + reason));
      return reasons.isEmpty() ? "" : "skipped " + String.join(", ", reasons);
    }
  }

  /**
   * Applies a reader to a folder, or to the content of a zip file.
   *
   * @param <T> the type of the result
   * @param folderOrZip the folder or zip file
   * @param reader given the root
   * @return the reader's result
   * @throws IOException if it is neither, or from the reader
   */
  public static <T> T read(Path folderOrZip, Reader<T> reader) throws IOException {
    if (Files.isDirectory(folderOrZip)) {
      return reader.read(folderOrZip);
    }
    try (var zip = open(folderOrZip)) {
      return reader.read(zip.getPath("/"));
    } catch (ProviderNotFoundException e) {
      throw new IOException("it is neither a folder nor a zip file", e);
    }
  }

  private static FileSystem open(Path zip) throws IOException {
    try {
      return FileSystems.newFileSystem(zip);
    } catch (ZipException e) {
      boolean namesAreUnreadable = String.valueOf(e.getMessage()).contains("bad entry name");
      if (namesAreUnreadable && Charset.isSupported(LEGACY_ENCODING)) {
        return FileSystems.newFileSystem(zip, Map.of("encoding", LEGACY_ENCODING));
      }
      throw namesAreUnreadable
          ? new IOException("the names in it are not in UTF-8: zip it again with UTF-8 names", e)
          : damaged(e);
    } catch (ArrayIndexOutOfBoundsException e) { // for some damaged files
      throw damaged(e);
    }
  }

  private static IOException damaged(Exception cause) {
    return new IOException("it is not a zip file, or it is damaged: " + cause.getMessage(), cause);
  }

  /**
   * {@return the files below a folder, at any depth}
   *
   * @param folder on disk or in a zip file
   * @param wanted tests a file by its path; other files are counted by their extension
   * @throws IOException if it cannot be read
   */
  public static Listing files(Path folder, Predicate<Path> wanted) throws IOException {
    var files = new ArrayList<Path>();
    var skipped = new TreeMap<String, Integer>();
    walk(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
            if (each.equals(folder) || !isHidden(each)) {
              return FileVisitResult.CONTINUE;
            }
            skipped.merge("hidden or system", 1, Integer::sum);
            return FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (UNUSABLE.matcher(file.toString()).find()) {
              throw new IOException("the name of a file in it holds .. or the character 0");
            }
            if (isHidden(file)) {
              skipped.merge("hidden or system", 1, Integer::sum);
            } else if (!attributes.isRegularFile()) {
              skipped.merge("broken links or devices", 1, Integer::sum);
            } else if (!wanted.test(file)) {
              skipped.merge(extension(file), 1, Integer::sum);
            } else {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
            if (error instanceof FileSystemLoopException) {
              skipped.merge("links to a folder around them", 1, Integer::sum);
              return FileVisitResult.CONTINUE;
            }
            throw error;
          }
        });
    Collections.sort(files);
    return new Listing(List.copyOf(files), Collections.unmodifiableMap(skipped));
  }

  private static void walk(Path folder, SimpleFileVisitor<Path> visitor) throws IOException {
    Files.walkFileTree(
        folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
  }

  /**
   * {@return the folders directly below a folder, in the order of their paths}
   *
   * @param folder on disk or in a zip file
   * @throws IOException if it cannot be read
   */
  public static List<Path> folders(Path folder) throws IOException {
    var real = folder.toRealPath();
    var folders = new ArrayList<Path>();
    try (var all = Files.list(folder)) {
      for (var each : all.filter(Files::isDirectory).sorted().toList()) {
        boolean isLoop = real.startsWith(each.toRealPath());
        if (!isHidden(each) && !isLoop) {
          folders.add(each);
        }
      }
    }
    return folders;
  }

  /**
   * {@return the content of a file that is read as a whole}
   *
   * @param file on disk or in a zip file, where a small file can hold any size
   * @throws IOException if it cannot be read, or takes more than a quarter of Java's memory, or a
   *     gigabyte
   */
  public static byte[] content(Path file) throws IOException {
    return content(file, Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 4));
  }

  static byte[] content(Path file, long limit) throws IOException {
    try (var stream = Files.newInputStream(file)) {
      var bytes = Files.size(file) > limit ? null : stream.readNBytes((int) limit + 1);
      if (bytes == null || bytes.length > limit) {
        throw new IOException(
            "it has more than the %,d bytes that are read into memory".formatted(limit));
      }
      return bytes;
    }
  }

  private static boolean isHidden(Path path) {
    var name = name(path);
    return name.startsWith(".") || SYSTEM_FILES.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * {@return the last part of a path} In some zip files folders end in a slash, which is left out.
   *
   * @param path of a file or folder
   */
  public static String name(Path path) {
    return path.getFileName() == null ? "" : path.getFileName().toString().replace("/", "");
  }

  /**
   * {@return the extension of a file's name, such as {@code .png}, in lower case}
   *
   * @param file the file
   */
  public static String extension(Path file) {
    var name = name(file).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "without extension" : name.substring(dot);
  }
}
