package dev.siamese.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where data sets are found: the folders to look into, in order, and the cache into which the
 * catalogue's files are downloaded when no folder has them.
 *
 * @param folders laid out as {@code omniglot/images_background.zip} and so on; an unpacked folder
 *     {@code omniglot/images_background} serves as well
 * @param cache the last folder to look into and the one to download to
 */
public record DataHome(List<Path> folders, Path cache) {

  /** The folder named by {@code SIAMESE_DATA}, if set, then the cache. */
  public static DataHome standard() {
    var folder = System.getenv("SIAMESE_DATA");
    boolean named = folder != null && !folder.isBlank();
    return new DataHome(named ? List.of(Path.of(folder)) : List.of(), defaultCache());
  }

  /** One folder first, then the standard places. */
  public static DataHome at(Path folder) {
    var standard = standard();
    var folders = new ArrayList<>(List.of(folder));
    folders.addAll(standard.folders);
    return new DataHome(List.copyOf(folders), standard.cache);
  }

  /** The project's {@code data} folder when run from inside the project, else the user's cache. */
  private static Path defaultCache() {
    for (var up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (Files.exists(up.resolve("data/catalog.csv"))) {
        return up.resolve("data");
      }
    }
    return Path.of(System.getProperty("user.home"), ".cache", "siamese");
  }

  /**
   * The path of a data set's file, downloaded and checked if it is nowhere yet.
   *
   * @param file as in the catalogue, such as {@code omniglot/all_runs.zip}
   * @throws DataException if it cannot be found or fetched
   */
  public Path locate(String file) {
    var entry = Catalog.entry(file);
    var searched = new ArrayList<>(folders);
    searched.add(cache);
    for (var folder : searched) {
      var packed = folder.resolve(file);
      if (Files.isRegularFile(packed)) {
        return packed;
      }
      var unpacked = folder.resolve(file.replaceFirst("\\.zip$", ""));
      if (Files.isDirectory(unpacked)) {
        return unpacked;
      }
    }
    return Download.fetch(entry, cache.resolve(file));
  }
}
