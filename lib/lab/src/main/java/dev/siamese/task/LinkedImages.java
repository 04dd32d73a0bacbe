package dev.siamese.task;

import dev.siamese.catalog.ImageTable;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Targets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Images of pairs; those that pairs of the same link are of one class.
 *
 * @param images with these classes
 * @param paths one per image
 * @param rows the pairs of usable images
 */
record LinkedImages(Images images, List<String> paths, List<ImageTable.Pair> rows) {

  static LinkedImages read(
      ImageTable table, UnaryOperator<Images> transform, Consumer<DataException> skipped) {
    var named =
        table.pairs().stream()
            .flatMap(pair -> Stream.of(pair.left(), pair.right()))
            .distinct()
            .toList();
    var images = ImageFolder.of(table.folder()).readUnlabeled(named, transform, skipped);
    var paths =
        IntStream.range(0, images.size())
            .mapToObj(row -> images.classes().get(images.label(row)).name())
            .toList();
    var usable = Set.copyOf(paths);
    var rows =
        table.pairs().stream()
            .filter(pair -> usable.contains(pair.left()) && usable.contains(pair.right()))
            .toList();
    return new LinkedImages(images.withLabels(linked(paths, rows)), paths, rows);
  }

  /** Connected components: every image takes the smallest label that it is linked to. */
  private static Targets linked(List<String> paths, List<ImageTable.Pair> rows) {
    var root = new HashMap<String, String>();
    paths.forEach(path -> root.put(path, path));
    for (var pair : rows) {
      if (pair.same()) {
        root.put(root(root, pair.left()), root(root, pair.right()));
      }
    }
    return Targets.of(paths.stream().map(path -> root(root, path)).toList());
  }

  private static String root(Map<String, String> root, String path) {
    var each = path;
    while (!root.get(each).equals(each)) {
      root.put(each, root.get(root.get(each)));
      each = root.get(each);
    }
    return each;
  }

  /** The images of classes with at least two. */
  Images trainable(Set<Integer> classes) {
    var sizes = images.classSizes();
    return images.filterClasses(label -> classes.contains(label) && sizes[label] > 1);
  }

  LabeledPairs pairs(Set<Integer> classes) {
    var some = Set.copyOf(paths(classes));
    return pairs((left, right) -> some.contains(left) && some.contains(right));
  }

  /** The pairs, with only their own images. */
  LabeledPairs pairs(BiPredicate<String, String> kept) {
    var some = rows.stream().filter(pair -> kept.test(pair.left(), pair.right())).toList();
    var used =
        some.stream()
            .flatMap(pair -> Stream.of(pair.left(), pair.right()))
            .collect(Collectors.toSet());
    var chosen = IntStream.range(0, paths.size()).filter(i -> used.contains(paths.get(i)));
    var order = chosen.toArray();
    var row = new HashMap<String, Integer>();
    IntStream.range(0, order.length).forEach(i -> row.put(paths.get(order[i]), i));
    var same = new boolean[some.size()];
    IntStream.range(0, same.length).forEach(i -> same[i] = some.get(i).same());
    return LabeledPairs.of(
        images.select(order),
        some.stream().mapToInt(pair -> row.get(pair.left())).toArray(),
        some.stream().mapToInt(pair -> row.get(pair.right())).toArray(),
        same);
  }

  List<String> paths(Set<Integer> classes) {
    return IntStream.range(0, paths.size())
        .filter(row -> classes.contains(images.label(row)))
        .mapToObj(paths::get)
        .toList();
  }
}
