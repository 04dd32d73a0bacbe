package dev.siamese.task;

import static dev.siamese.task.DataDescription.line;

import dev.siamese.catalog.AudioFolder;
import dev.siamese.catalog.ImageTable;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.tensor.internal.Archive;
import dev.siamese.tensor.internal.Counts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes a folder or zip file with a sub-folder for each class. */
final class FolderDescription {

  private FolderDescription() {}

  static List<String> ofImages(Path path, TaskType type) {
    var noun = type == TaskType.SIGNATURES ? "signatures" : "images";
    return ImageTable.find(path)
        .map(FolderDescription::ofTable)
        .orElseGet(() -> of(path, ImageFolder::isImage, noun));
  }

  private static List<String> ofTable(ImageTable table) {
    var lines = new ArrayList<String>();
    lines.add(line("columns", table.columns()));
    var paths =
        table.images().isEmpty()
            ? table.pairs().stream().flatMap(each -> Stream.of(each.left(), each.right())).toList()
            : table.images().stream().map(ImageTable.Labeled::path).toList();
    lines.add(line("samples", Counts.of(paths.stream().distinct().count(), "image")));
    if (table.images().isEmpty()) {
      long same = table.pairs().stream().filter(ImageTable.Pair::same).count();
      lines.add(line("pairs", "%,d, %,d of them the same".formatted(table.pairs().size(), same)));
    } else {
      var sizes = new TreeMap<String, Integer>();
      table.images().forEach(each -> sizes.merge(each.label(), 1, Integer::sum));
      lines.add(line("classes", DataDescription.sizes(sizes, "images")));
    }
    lines.add(line("example", paths.get(0)));
    var missing =
        paths.stream().distinct().filter(each -> !Files.exists(table.folder().resolve(each)));
    var some = missing.toList();
    lines.add(line("missing", some.isEmpty() ? "none" : some.size() + ", such as " + some.get(0)));
    return lines;
  }

  /** With the number of clips by speaker, where speakers are known. */
  static List<String> ofAudio(Path path, DataOptions options) {
    var lines = new ArrayList<>(of(path, AudioFolder::isWav, "clips"));
    var speakers = new TreeMap<String, Integer>();
    var clips = new AudioFolder(path, OwnAudio.speakerPattern(options)).read(error -> {});
    for (int label : clips.labels()) {
      speakers.merge(clips.classes().get(label).group(), 1, Integer::sum);
    }
    var unknown = speakers.remove("");
    if (speakers.isEmpty()) {
      lines.add(
          line(
              "speakers",
              "unknown; a folder for each within the classes, or --speaker-pattern, tells them"));
    } else {
      lines.add(
          line(
              "speakers",
              DataDescription.sizes(speakers, "clips").replaceFirst(" class(es)?;", ";")
                  + (unknown == null ? "" : "; of %,d clips unknown".formatted(unknown))));
    }
    return lines;
  }

  private static List<String> of(Path path, Predicate<Path> wanted, String noun) {
    try {
      return Archive.read(path, root -> of(path, root, wanted, noun));
    } catch (IOException e) {
      throw new DataException("cannot read " + path, e);
    }
  }

  private static List<String> of(Path path, Path root, Predicate<Path> wanted, String noun)
      throws IOException {
    var listing = Archive.files(root, wanted);
    var files = listing.files();
    if (files.isEmpty()) {
      throw new DataException(
          "%s has no %s%s"
              .formatted(path, noun, listing.toString().isEmpty() ? "" : " (" + listing + ")"));
    }
    var classes = classes(root, files);
    var sizes = new TreeMap<String, Integer>();
    classes.values().forEach(each -> sizes.merge(each, 1, Integer::sum));
    var lines = new ArrayList<String>();
    lines.add(line("samples", Counts.of(files.size(), noun.replaceFirst("s$", ""))));
    var outside = sizes.remove("");
    if (!sizes.isEmpty()) {
      lines.add(line("classes", DataDescription.sizes(sizes, noun)));
      var example = files.stream().filter(file -> !classes.get(file).isEmpty()).findFirst();
      lines.add(line("example", root.relativize(example.orElseThrow()).toString()));
    }
    if (outside != null) {
      lines.add(line("ignored", "%,d %s outside of a sub-folder".formatted(outside, noun)));
    }
    if (!listing.toString().isEmpty()) {
      lines.add(line("skipped", listing.toString().replaceFirst("skipped ", "")));
    }
    lines.add(line("duplicates", duplicates(root, files, classes)));
    return lines;
  }

  /** The class of each file: its top folder, below a single folder around all; "" without one. */
  private static Map<Path, String> classes(Path root, List<Path> files) {
    var parts = files.stream().collect(Collectors.toMap(file -> file, file -> names(root, file)));
    while (parts.values().stream().allMatch(each -> each.size() > 2)
        && parts.values().stream().map(each -> each.get(0)).distinct().count() == 1) {
      parts.replaceAll((file, each) -> each.subList(1, each.size()));
    }
    if (ImageParts.areParts(
        parts.values().stream().map(each -> each.get(0)).collect(Collectors.toSet()))) {
      parts.replaceAll((file, each) -> each.subList(1, each.size()));
    }
    return parts.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> each.getValue().size() > 1 ? each.getValue().get(0) : ""));
  }

  private static List<String> names(Path root, Path file) {
    return List.of(root.relativize(file).toString().replace('\\', '/').split("/"));
  }

  /** Files of equal content, and how many of them are in two classes. */
  private static String duplicates(Path root, List<Path> files, Map<Path, String> classes)
      throws IOException {
    var bySize = new HashMap<Long, List<Path>>();
    for (var file : files) {
      bySize.computeIfAbsent(Files.size(file), unused -> new ArrayList<>()).add(file);
    }
    int equal = 0;
    int acrossClasses = 0;
    var example = "";
    for (var some : bySize.values()) {
      var first = new HashMap<ByteBuffer, Path>();
      for (var file : some.size() > 1 ? some : List.<Path>of()) {
        var other = first.putIfAbsent(ByteBuffer.wrap(Archive.content(file)), file);
        if (other != null) {
          boolean across = !classes.get(file).equals(classes.get(other));
          if (equal == 0 || across && acrossClasses == 0) {
            example =
                ", such as %s and %s".formatted(root.relativize(other), root.relativize(file));
          }
          equal++;
          acrossClasses += across ? 1 : 0;
        }
      }
    }
    if (equal == 0) {
      return "none";
    }
    return "%s equal to another, %s of two classes%s"
        .formatted(Counts.of(equal, "file"), acrossClasses == 0 ? "none" : acrossClasses, example);
  }
}
