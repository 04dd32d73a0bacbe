package dev.siamese.catalog;

import dev.siamese.data.Archive;
import dev.siamese.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where data sets are found: the folders to look into, in order, and the cache into which the
 * catalogue's files are downloaded when no folder has them.
 *
 * @param folders laid out as {@code omniglot/images_background.zip} and so on; an unpacked folder
 *     {@code omniglot/images_background} serves as well
 * @param cache the last folder to look into and the one to download to
 */
public record DataDirectory(List<Path> folders, Path cache) {

  /** The folder named by {@code SIAMESE_DATA}, if set, then the cache. */
  public static DataDirectory fromEnvironment() {
    var folder = System.getenv("SIAMESE_DATA");
    boolean named = folder != null && !folder.isBlank();
    return new DataDirectory(named ? List.of(Path.of(folder)) : List.of(), defaultCache());
  }

  /** One folder first, then the standard places. */
  public static DataDirectory withFolder(Path folder) {
    var standard = fromEnvironment();
    var folders = new ArrayList<>(List.of(folder));
    folders.addAll(standard.folders);
    return new DataDirectory(List.copyOf(folders), standard.cache);
  }

  /** The project's {@code data} folder when run from inside the project, else the user's cache. */
  private static Path defaultCache() {
    return projectFolder()
        .map(project -> project.resolve("data"))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "siamese"));
  }

  /** The project's folder when run from inside the project. */
  public static Optional<Path> projectFolder() {
    for (var up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (Files.exists(up.resolve("data/catalog.csv"))) {
        return Optional.of(up);
      }
    }
    return Optional.empty();
  }

  /**
   * The path of a data set's file, downloaded and checked if it is nowhere yet.
   *
   * @param file as in the catalogue, such as {@code omniglot/all_runs.zip}
   * @throws DataException if it cannot be found or fetched
   */
  public Path fetch(String file) {
    return fetch(file, new DownloadBar(System.err));
  }

  /**
   * The same, with somebody else looking on while it is downloaded.
   *
   * @throws DataException if it cannot be found or fetched
   */
  public Path fetch(String file, DownloadListener listener) {
    var entry = Catalog.entry(file);
    return find(file).orElseGet(() -> download(entry, listener));
  }

  private Path download(Catalog.Entry entry, DownloadListener listener) {
    var target = cache.resolve(entry.file());
    if (entry.checksum().isEmpty()) {
      throw new DataException(
          "%s is not in SIAMESE_DATA nor at %s, and is not fetched by the program, since no checksum of it was published: get it yourself, see %s"
              .formatted(entry.file(), target, entry.url()));
    }
    return Download.fetch(entry, target, listener);
  }

  /**
   * What a data set's file holds, a zip or the folder that it was unpacked to.
   *
   * @throws DataException if it cannot be found or fetched, or is not what it should be
   */
  <T> T read(String file, Archive.Reader<T> reader) {
    var path = fetch(file);
    try {
      return Archive.read(path, reader);
    } catch (IOException | UncheckedIOException e) {
      throw new DataException("cannot read " + path + "; delete it to fetch it again", e);
    }
  }

  /** Whether a data set's file is there already, so that nothing would be downloaded. */
  public boolean isPresent(String file) {
    return find(file).isPresent();
  }

  /**
   * Where a file or folder is, without a download: one that is not in the catalogue, perhaps,
   * because it is to be had on request only.
   */
  public Optional<Path> find(String file) {
    var unpacked = file.replaceFirst("\\.zip$", "");
    return Stream.concat(folders.stream(), Stream.of(cache))
        .flatMap(folder -> Stream.of(folder.resolve(file), folder.resolve(unpacked)))
        .filter(Files::exists)
        .findFirst();
  }
}
