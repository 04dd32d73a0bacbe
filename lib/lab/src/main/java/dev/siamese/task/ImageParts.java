package dev.siamese.task;

import dev.siamese.catalog.ImageTable;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Images of the user's own, each with its path, group and part.
 *
 * @param images with their classes
 * @param rows one per image, in the same order; the part is {@code ""} where none is given
 * @param description of the layout
 */
record ImageParts(Images images, List<ImageTable.Labeled> rows, String description) {

  static final String TRAIN = "train";
  static final String VALIDATION = "validation";
  static final String TEST = "test";

  private static final Map<String, String> PARTS =
      Map.of(
          "train", TRAIN,
          "training", TRAIN,
          "val", VALIDATION,
          "valid", VALIDATION,
          "validation", VALIDATION,
          "dev", VALIDATION,
          "test", TEST,
          "testing", TEST,
          "evaluation", TEST);

  /**
   * Reads the images of a CSV file or of a folder whose parts are sub-folders, such as {@code
   * train/cat/1.jpg}; empty if a folder has no parts.
   *
   * @param table of the path, if it is a CSV file
   */
  static Optional<ImageParts> read(
      Path path,
      Optional<ImageTable> table,
      UnaryOperator<Images> transform,
      Consumer<DataException> skipped) {
    if (table.isPresent()) {
      var folder = ImageFolder.of(table.get().folder());
      var rows = known(path, table.get().images());
      return Optional.of(of(folder, rows, table.get().columns(), transform, skipped));
    }
    var folder = ImageFolder.of(path);
    var rows = rows(folder, 1);
    return areParts(rows.stream().map(ImageTable.Labeled::part).distinct().toList())
        ? Optional.of(of(folder, known(path, rows), "parts by sub-folders", transform, skipped))
        : Optional.empty();
  }

  /** Whether the names of sub-folders are those of parts, such as train and test. */
  static boolean areParts(Collection<String> names) {
    return names.size() > 1
        && names.stream().allMatch(each -> PARTS.containsKey(each.toLowerCase(Locale.ROOT)));
  }

  /** All images of a folder, without parts; the class is the first sub-folder. */
  static ImageParts undivided(
      Path path, UnaryOperator<Images> transform, Consumer<DataException> skipped) {
    var folder = ImageFolder.of(path);
    return of(folder, rows(folder, 0), "one sub-folder per class", transform, skipped);
  }

  /** The images with at least a sub-folder more than their depth, below single folders around. */
  private static List<ImageTable.Labeled> rows(ImageFolder folder, int depth) {
    var names = new LinkedHashMap<String, List<String>>();
    folder.entries().forEach(each -> names.put(each.key(), List.of(each.key().split("/"))));
    while (names.values().stream().allMatch(each -> each.size() > depth + 2)
        && names.values().stream().map(each -> each.get(0)).distinct().count() == 1) {
      names.replaceAll((key, each) -> each.subList(1, each.size()));
    }
    var rows = new ArrayList<ImageTable.Labeled>();
    names.forEach(
        (key, each) -> {
          if (each.size() > depth + 1) {
            var part = depth == 0 ? "" : each.get(0);
            rows.add(new ImageTable.Labeled(key, each.get(depth), "", part));
          }
        });
    return rows;
  }

  /** With the names of the parts as they are used here. */
  private static List<ImageTable.Labeled> known(Path path, List<ImageTable.Labeled> rows) {
    return rows.stream().map(each -> known(path, each)).toList();
  }

  private static ImageTable.Labeled known(Path path, ImageTable.Labeled row) {
    var part = row.part().isEmpty() ? "" : PARTS.get(row.part().toLowerCase(Locale.ROOT));
    if (part == null) {
      throw new DataException(
          "%s has the part \"%s\" for %s: it must be train, validation or test"
              .formatted(path, row.part(), row.path()));
    }
    return new ImageTable.Labeled(row.path(), row.label(), row.group(), part);
  }

  private static ImageParts of(
      ImageFolder folder,
      List<ImageTable.Labeled> rows,
      String description,
      UnaryOperator<Images> transform,
      Consumer<DataException> skipped) {
    var byPath = new LinkedHashMap<String, ImageTable.Labeled>();
    for (var row : rows) {
      var other = byPath.putIfAbsent(row.path(), row);
      if (other != null && !other.equals(row)) {
        throw new DataException(
            "the image %s is in two rows, with the labels %s and %s"
                .formatted(row.path(), other.label(), row.label()));
      }
    }
    var images = folder.readUnlabeled(List.copyOf(byPath.keySet()), transform, skipped);
    var read =
        IntStream.range(0, images.size())
            .mapToObj(row -> byPath.get(images.classes().get(images.label(row)).name()))
            .toList();
    return new ImageParts(images, read, description).labeled();
  }

  /** The same with the labels as classes, in the order in which they come first. */
  private ImageParts labeled() {
    var labels = new LinkedHashMap<String, Integer>();
    var targets =
        rows.stream()
            .mapToInt(row -> labels.computeIfAbsent(row.label(), unused -> labels.size()))
            .toArray();
    var classes = labels.keySet().stream().map(ClassInfo::new).toList();
    return new ImageParts(images.withLabels(new Targets(targets, classes)), rows, description);
  }

  /** {@return the images of some rows, with their own classes only} */
  ImageParts select(int... some) {
    var chosen = Arrays.stream(some).mapToObj(rows::get).toList();
    return new ImageParts(images.select(some), chosen, description).labeled();
  }

  /** {@return the images of a part} */
  int[] of(String part) {
    return IntStream.range(0, rows.size()).filter(i -> rows.get(i).part().equals(part)).toArray();
  }

  /** {@return whether there is a part to train on and one to test on} */
  boolean isDivided() {
    return of(TRAIN).length > 0 && of(TRAIN).length < rows.size();
  }

  /** {@return whether images have groups} */
  boolean isGrouped() {
    return rows.stream().anyMatch(row -> !row.group().isEmpty());
  }

  List<String> paths(int[] some) {
    return Arrays.stream(some).mapToObj(row -> rows.get(row).path()).toList();
  }

  /**
   * {@return the same images in parts that share neither a class nor a group}
   *
   * @param test the number of classes to hold out for the test, at least
   * @param validation the number of classes to hold out for validation, at least
   * @param seed of the random choice
   * @throws DataException if too many classes share a group
   */
  ImageParts divided(int test, int validation, Seed seed) {
    var components = new HashMap<String, Set<String>>(); // labels by label, one set per component
    var byGroup = new HashMap<String, String>(); // a label of each group
    for (var row : rows) {
      components.computeIfAbsent(row.label(), label -> new TreeSet<>(Set.of(label)));
      merge(components, row.label(), byGroup.computeIfAbsent(row.group(), unused -> row.label()));
    }
    var distinct = new ArrayList<>(new LinkedHashSet<>(components.values()));
    var part = new HashMap<String, String>();
    int count = 0;
    for (int i : seed.permutation(distinct.size())) {
      var chosen = count < test ? TEST : count < test + validation ? VALIDATION : TRAIN;
      distinct.get(i).forEach(label -> part.put(label, chosen));
      count += distinct.get(i).size();
    }
    long trained = part.values().stream().filter(TRAIN::equals).count();
    if (trained < 2) {
      throw new DataException(
          "classes that share a group must be in one part, which leaves %d of %d classes for training: 2 are needed; leave the column of the groups out"
              .formatted(trained, part.size()));
    }
    var chosen =
        rows.stream()
            .map(
                row ->
                    new ImageTable.Labeled(
                        row.path(), row.label(), row.group(), part.get(row.label())))
            .toList();
    return new ImageParts(
        images,
        chosen,
        "a random part of the classes, none with a group in common with another part, is the test; "
            + description);
  }

  private static void merge(Map<String, Set<String>> components, String a, String b) {
    var all = components.get(a);
    if (all != components.get(b)) {
      all.addAll(components.get(b));
      all.forEach(label -> components.put(label, all));
    }
  }
}
