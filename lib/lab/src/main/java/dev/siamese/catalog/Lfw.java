package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The face verification pairs of Labeled Faces in the Wild (Huang et al. 2007): in {@code
 * pairs.txt} 10 folds that share no person, each of 300 pairs of one person, then 300 of two
 * people.
 *
 * @param pairs all pairs, fold by fold; of {@link Images}, whose classes are the people
 * @param folds the number of folds, all of one size
 */
public record Lfw(LabeledPairs pairs, int folds) {

  /**
   * Reads a list of pairs and their photos.
   *
   * @param photos the folder with one sub-folder per person, with files such as {@code
   *     Aaron_Peirsol/Aaron_Peirsol_0001.jpg}
   * @param list {@code pairs.txt}: a line with the number of folds and the number of pairs of
   *     either kind in each, then one line per pair: {@code person n m} for photos n and m of one
   *     person, or {@code person n other m}, separated by tabs. {@code pairsDevTrain.txt} and
   *     {@code pairsDevTest.txt}, whose first line has no number of folds, have one fold
   * @param side every photo is resized to a square of this side
   * @return the photos, each once, and the pairs
   * @throws DataException naming a line that is invalid, or a photo that cannot be read
   */
  public static Lfw read(Path photos, Path list, int side) {
    var lines = lines(list);
    var header = numbers(list, lines.get(0));
    int folds = header.length == 2 ? header[0] : 1;
    int pairsPerKind = header[header.length - 1];
    if (lines.size() - 1 != 2L * folds * pairsPerKind) {
      throw new DataException(
          "the first line of %s says %d folds of %d + %d pairs, but it lists %d pairs"
              .formatted(list, folds, pairsPerKind, pairsPerKind, lines.size() - 1));
    }
    var left = new int[lines.size() - 1];
    var right = new int[left.length];
    var same = new boolean[left.length];
    var images = new PhotoReader(photos, side);
    for (int i = 0; i < left.length; i++) {
      same[i] = i / pairsPerKind % 2 == 0;
      var parts = lines.get(i + 1).trim().split("\t");
      try {
        check(parts, same[i]);
        left[i] = images.row(parts[0], parts[1]);
        right[i] = same[i] ? images.row(parts[0], parts[2]) : images.row(parts[2], parts[3]);
      } catch (IllegalArgumentException e) { // or NumberFormatException
        throw new DataException(
            "line %d of %s is \"%s\"".formatted(i + 2, list, lines.get(i + 1)), e);
      }
    }
    return new Lfw(LabeledPairs.of(images.images(), left, right, same), folds);
  }

  /**
   * Photos of people of whom there are enough, from the catalogue's archive of aligned photos,
   * which is downloaded if it is not present (243 MB).
   *
   * @param data where the archive is, or is downloaded to
   * @param people how many; the first ones by name
   * @param photos of each person; the first ones by number
   * @return the faces alone, in grey, 125×94 pixels, each person a class
   * @throws DataException if the archive cannot be found, downloaded or read, or has fewer people
   */
  public static Images people(DataDirectory data, int people, int photos) {
    return LfwArchive.read(data.fetch(LfwArchive.FILE), people, photos);
  }

  private static List<String> lines(Path list) {
    try {
      var lines = Files.readAllLines(list).stream().filter(line -> !line.isBlank()).toList();
      if (lines.isEmpty()) {
        throw new DataException(list + " is empty: it must list pairs of photos");
      }
      return lines;
    } catch (IOException e) {
      throw new DataException("cannot read the pairs in " + list, e);
    }
  }

  private static int[] numbers(Path list, String header) {
    if (!header.trim().matches("[1-9]\\d{0,4}(\\s+[1-9]\\d{0,4})?")) {
      throw new DataException(
          "the first line of %s is \"%s\", not the number of folds and the number of pairs of either kind"
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
          "a pair of %s is expected here"
              .formatted(same ? "one person (person, n, m)" : "two (person, n, other, m)"));
    }
    if (!same && parts[0].equals(parts[2])) {
      throw new IllegalArgumentException("a pair of two people is expected here, not of one");
    }
  }

  /** {@return whether both photos of a pair show the same person, one value per pair} */
  public boolean[] samePerson() {
    var same = new boolean[pairs.size()];
    for (int i = 0; i < same.length; i++) {
      same[i] = pairs.similarity()[i] == 1;
    }
    return same;
  }

  /** Reads the photos of the pairs, each once. */
  private static final class PhotoReader {

    private final Path folder;
    private final int side;
    private final LinkedHashMap<String, Integer> rows = new LinkedHashMap<>();
    private final List<Images> photos = new ArrayList<>();
    private final LinkedHashMap<String, Integer> people = new LinkedHashMap<>();
    private final List<Integer> labels = new ArrayList<>();

    PhotoReader(Path folder, int side) {
      this.folder = folder;
      this.side = side;
    }

    int row(String person, String number) {
      var name = "%s_%04d.jpg".formatted(person, Integer.parseInt(number));
      return rows.computeIfAbsent(
          name,
          unused -> {
            photos.add(
                Images.read(folder.resolve(person).resolve(name)).withChannels(1).resized(side));
            labels.add(people.computeIfAbsent(person, unusedName -> people.size()));
            return rows.size();
          });
    }

    Images images() {
      var classes = people.keySet().stream().map(person -> new ClassInfo(person, "")).toList();
      return Images.concat(photos)
          .withLabels(new Targets(labels.stream().mapToInt(Integer::intValue).toArray(), classes));
    }
  }
}
