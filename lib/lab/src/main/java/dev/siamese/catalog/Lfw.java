package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.LabeledPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The pairs on which faces are verified in Labeled Faces in the Wild (Huang et al. 2007): in {@code
 * pairs.txt} 10 folds that share nobody, each of 300 pairs of one person and then 300 of two.
 *
 * @param pairs all pairs, fold after fold; of {@link Images}, whose classes are the people
 * @param folds how many there are, all of one length
 */
public record Lfw(LabeledPairs pairs, int folds) {

  /**
   * Reads a list of pairs and the photos that it names.
   *
   * @param photos the folder with one sub-folder per person, as in {@code
   *     Aaron_Peirsol/Aaron_Peirsol_0001.jpg}
   * @param list {@code pairs.txt}: after a line with the folds, and the pairs of either kind in
   *     each, a line {@code person n m} for photos n and m of one person, or {@code person n other
   *     m}, parted by tabs; {@code pairsDevTrain.txt} and {@code pairsDevTest.txt}, whose first
   *     line has no number of folds, are of one
   * @param side of the square that every photo is scaled to
   * @throws DataException naming the line that is wrong, or whose photo cannot be read
   */
  public static Lfw read(Path photos, Path list, int side) {
    var lines = lines(list);
    var header = numbers(list, lines.get(0));
    int folds = header.length == 2 ? header[0] : 1;
    int each = header[header.length - 1];
    if (lines.size() - 1 != 2L * folds * each) {
      throw new DataException(
          "%s promises %d folds of %d + %d pairs, but lists %d pairs"
              .formatted(list, folds, each, each, lines.size() - 1));
    }
    var left = new int[lines.size() - 1];
    var right = new int[left.length];
    var same = new boolean[left.length];
    var album = new Album(photos, side);
    for (int i = 0; i < left.length; i++) {
      same[i] = i / each % 2 == 0;
      var parts = lines.get(i + 1).trim().split("\t");
      try {
        check(parts, same[i]);
        left[i] = album.row(parts[0], parts[1]);
        right[i] = same[i] ? album.row(parts[0], parts[2]) : album.row(parts[2], parts[3]);
      } catch (IllegalArgumentException e) { // of a number too
        throw new DataException(
            "line %d of %s is \"%s\"".formatted(i + 2, list, lines.get(i + 1)), e);
      }
    }
    return new Lfw(LabeledPairs.of(album.images(), left, right, same), folds);
  }

  private static List<String> lines(Path list) {
    try {
      var lines = Files.readAllLines(list).stream().filter(line -> !line.isBlank()).toList();
      if (lines.isEmpty()) {
        throw new DataException(list + " is empty: it should list pairs of photos");
      }
      return lines;
    } catch (IOException e) {
      throw new DataException("cannot read the pairs of " + list, e);
    }
  }

  private static int[] numbers(Path list, String header) {
    if (!header.trim().matches("[1-9]\\d{0,4}(\\s+[1-9]\\d{0,4})?")) {
      throw new DataException(
          "the first line of %s is \"%s\", not the number of folds and of pairs of either kind"
              .formatted(list, header));
    }
    var parts = header.trim().split("\\s+");
    var numbers = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Integer.parseInt(parts[i]);
    }
    return numbers;
  }

  private static void check(String[] parts, boolean same) {
    if (parts.length != (same ? 3 : 4)) {
      throw new IllegalArgumentException(
          "a pair of %s is due here"
              .formatted(same ? "one person (person, n, m)" : "two (person, n, other, m)"));
    }
    if (!same && parts[0].equals(parts[2])) {
      throw new IllegalArgumentException("two people are due here, not one twice");
    }
  }

  /** Whether the two of each pair show one person. */
  public boolean[] samePerson() {
    var same = new boolean[pairs.size()];
    for (int i = 0; i < same.length; i++) {
      same[i] = pairs.similarity()[i] == 1;
    }
    return same;
  }

  /** The photos that were asked for, each read once. */
  private static final class Album {

    private final Path folder;
    private final int side;
    private final LinkedHashMap<String, Integer> rows = new LinkedHashMap<>();
    private final List<Images> photos = new ArrayList<>();
    private final LinkedHashMap<String, Integer> people = new LinkedHashMap<>();
    private final List<Integer> labels = new ArrayList<>();

    Album(Path folder, int side) {
      this.folder = folder;
      this.side = side;
    }

    int row(String person, String number) {
      var name = "%s_%04d.jpg".formatted(person, Integer.parseInt(number));
      return rows.computeIfAbsent(
          name,
          absent -> {
            photos.add(Images.read(folder.resolve(person).resolve(name)).resized(side));
            labels.add(people.computeIfAbsent(person, newcomer -> people.size()));
            return rows.size();
          });
    }

    Images images() {
      var classes = people.keySet().stream().map(person -> new ClassInfo(person, "")).toList();
      return Images.concatDisjoint(photos)
          .withLabels(labels.stream().mapToInt(Integer::intValue).toArray(), classes);
    }
  }
}
