package dev.siamese.catalog;

import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.Archive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where data sets are found: folders to search in order, and a cache to which the catalogue's files
 * are downloaded if no folder has them.
 *
 * @param folders with files such as {@code omniglot/images_background.zip}, or unpacked folders
 *     such as {@code omniglot/images_background}
 * @param cache searched last; the target of downloads
 */
public record DataDirectory(List<Path> folders, Path cache) {

  /**
   * {@return a data directory: the folder in the environment variable {@code SIAMESE_DATA}, if set,
   * then the cache}
   */
  public static DataDirectory fromEnvironment() {
    var folder = System.getenv("SIAMESE_DATA");
    boolean isSet = folder != null && !folder.isBlank();
    return new DataDirectory(isSet ? List.of(Path.of(folder)) : List.of(), defaultCache());
  }

  /**
   * {@return a data directory: one folder first, then those of {@link #fromEnvironment}}
   *
   * @param folder searched before all others
   */
  public static DataDirectory withFolder(Path folder) {
    var environment = fromEnvironment();
    var folders = new ArrayList<>(List.of(folder));
    folders.addAll(environment.folders);
    return new DataDirectory(List.copyOf(folders), environment.cache);
  }

  /** The {@code data} folder of the project, if run inside the project, else the user's cache. */
  private static Path defaultCache() {
    return projectFolder()
        .map(project -> project.resolve("data"))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "siamese"));
  }

  /** {@return the project's folder, if run inside the project} */
  public static Optional<Path> projectFolder() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("data/catalog.csv"))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /**
   * {@return the path of a data set's file, which is downloaded and checked if it is not present}
   *
   * @param file as in the catalogue, such as {@code omniglot/all_runs.zip}
   * @throws DataException if it cannot be found or downloaded
   */
  public Path fetch(String file) {
    return fetch(file, new DownloadBar(System.err));
  }

  /**
   * The same, reporting the progress of a download to a listener.
   *
   * @param file as in the catalogue, such as {@code omniglot/all_runs.zip}
   * @param listener called after each part of the download
   * @return the path of the file
   * @throws DataException if it cannot be found or downloaded
   */
  public Path fetch(String file, DownloadListener listener) {
    var entry = Catalog.entry(file);
    return find(file).orElseGet(() -> download(entry, listener));
  }

  private Path download(Catalog.Entry entry, DownloadListener listener) {
    var target = cache.resolve(entry.file());
    if (entry.checksum().isEmpty()) {
      throw new DataException(
          "%s is neither in SIAMESE_DATA nor at %s; it has no published checksum and is not downloaded: get it yourself from %s"
              .formatted(entry.file(), target, entry.url()));
    }
    return Download.fetch(entry, target, listener);
  }

  /**
   * Applies a reader to a data set's file, a zip file or the folder that it was unpacked to.
   *
   * @throws DataException if it cannot be found, downloaded or read
   */
  <T> T read(String file, Archive.Reader<T> reader) {
    var path = fetch(file);
    try {
      return Archive.read(path, reader);
    } catch (IOException | UncheckedIOException | DataException e) {
      throw new DataException("cannot read " + path + "; delete it to download it again", e);
    }
  }

  /**
   * Checks that a data set is complete, since a part of it would give other results.
   *
   * @throws DataException if its size is not the published one
   */
  static void requireComplete(String file, int found, int published) {
    if (found != published) {
      throw new DataException(
          "%s has %,d samples, but %,d were published: it is incomplete or another version"
              .formatted(file, found, published));
    }
  }

  /**
   * {@return whether a data set's file is present, so that it need not be downloaded}
   *
   * @param file as in the catalogue, such as {@code omniglot/all_runs.zip}
   */
  public boolean isPresent(String file) {
    return find(file).isPresent();
  }

  /**
   * The path of a file or unpacked zip file, without a download; it may not be in the catalogue.
   *
   * @param file relative to the data directory, with forward slashes
   * @return the path; empty if there is no such file
   */
  public Optional<Path> find(String file) {
    var unpacked = file.replaceFirst("\\.zip$", "");
    return Stream.concat(folders.stream(), Stream.of(cache))
        .flatMap(folder -> Stream.of(folder.resolve(file), folder.resolve(unpacked)))
        .filter(Files::exists)
        .findFirst();
  }
}
