package dev.siamese.tensor.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** Finds folders with the same files, such as a copy, or a link beside its target. */
public final class EqualFolders {

  private EqualFolders() {}

  /**
   * {@return a message about two folders with files of the same content, whatever their names;
   * empty if there are none}
   *
   * @param files those of each folder, by its name; folders without files are ignored
   * @throws IOException if one cannot be read
   */
  public static Optional<String> find(Map<String, List<Path>> files) throws IOException {
    var bySizes = new HashMap<List<Long>, List<String>>(); // few files have to be read
    for (var folder : files.entrySet()) {
      var sizes = sizes(folder.getValue());
      if (!sizes.isEmpty()) {
        bySizes.computeIfAbsent(sizes, unused -> new ArrayList<>()).add(folder.getKey());
      }
    }
    for (var names : bySizes.values()) {
      var byContent = new HashMap<List<Long>, String>();
      for (var name : names.size() > 1 ? names : List.<String>of()) {
        var other = byContent.putIfAbsent(checksums(files.get(name)), name);
        if (other != null) {
          return Optional.of(
              "the folders %s and %s have the same files: they are one class, remove one"
                  .formatted(other, name));
        }
      }
    }
    return Optional.empty();
  }

  private static List<Long> sizes(Collection<Path> files) throws IOException {
    var sizes = new ArrayList<Long>();
    for (var file : files) {
      sizes.add(Files.size(file));
    }
    sizes.sort(null);
    return sizes;
  }

  private static List<Long> checksums(Collection<Path> files) throws IOException {
    var checksums = new ArrayList<Long>();
    for (var file : files) {
      var checksum = new CRC32();
      checksum.update(Files.readAllBytes(file));
      checksums.add(checksum.getValue());
    }
    checksums.sort(null);
    return checksums;
  }
}
