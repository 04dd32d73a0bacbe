package dev.siamese.data;

import dev.siamese.tensor.internal.Archive;
import dev.siamese.tensor.internal.Counts;
import dev.siamese.tensor.internal.EqualFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The image files of one sub-folder per class.
 *
 * @param root the folder or zip file, for messages
 * @param files by the name of the class
 */
record ClassFolders(Path root, Map<String, List<Path>> files) {

  /**
   * Lists the files of each class.
   *
   * @throws DataException if there is no sub-folder, one has fewer than two images, or two have the
   *     same
   */
  static ClassFolders of(Path root, Path folder) throws IOException {
    var classes = new ClassFolders(root, new LinkedHashMap<>());
    for (var each : below(folder)) {
      var listing = ImageFolder.list(each);
      classes.requireTwo(Archive.name(each), listing.files().size(), reasons(listing));
      classes.files.put(Archive.name(each), listing.files());
    }
    if (classes.files.isEmpty()) {
      throw new DataException(
          root + " has no sub-folder: it needs one per class, with the images of the class");
    }
    var equal = EqualFolders.find(classes.files);
    if (equal.isPresent()) {
      throw new DataException(root + ": " + equal.get());
    }
    return classes;
  }

  /** The sub-folders, without single folders around them. */
  private static List<Path> below(Path folder) throws IOException {
    var below = Archive.folders(folder).stream().sorted(NaturalOrder.PATHS).toList();
    var deeper = below.size() == 1 ? below(below.get(0)) : List.<Path>of();
    return deeper.size() > 1 ? deeper : below;
  }

  /** All files, class by class. */
  List<Path> all() {
    return files.values().stream().flatMap(List::stream).toList();
  }

  /** The class of each file. */
  Targets targets() {
    var sizes = files.values().stream().mapToInt(List::size).toArray();
    var labels =
        IntStream.range(0, sizes.length)
            .flatMap(label -> IntStream.range(0, sizes[label]).map(file -> label));
    return new Targets(labels.toArray(), files.keySet().stream().map(ClassInfo::new).toList());
  }

  /** Checks the number of usable images of each class. */
  void requireTwo(int[] sizes) {
    var names = List.copyOf(files.keySet());
    for (int label = 0; label < sizes.length; label++) {
      requireTwo(names.get(label), sizes[label], "");
    }
  }

  private void requireTwo(String name, int images, String reasons) {
    if (images < 2) {
      throw new DataException(
          "the class %s in %s has %s that can be used%s: it needs at least 2; add some or remove it"
              .formatted(name, root, Counts.of(images, "image"), reasons));
    }
  }

  static String reasons(Archive.Listing listing) {
    return listing.skipped().isEmpty() ? "" : " (%s)".formatted(listing);
  }
}
