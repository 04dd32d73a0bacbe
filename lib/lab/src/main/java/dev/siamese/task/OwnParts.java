package dev.siamese.task;

import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.sampling.EpisodeSet.Episode;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Archive;
import dev.siamese.tensor.internal.Counts;
import dev.siamese.tensor.internal.NearestPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The training and test parts of the user's own data. */
final class OwnParts {

  /** The extensions of tables, the best format first. */
  static final List<String> TABLES = List.of(".tsv", ".csv", ".txt");

  /** The extensions of time series, the best format first. */
  static final List<String> SERIES = List.of(".ts", ".csv", ".tsv", ".txt");

  private static final int MIN_TO_HOLD_OUT = 10;

  private OwnParts() {}

  /**
   * {@return the files of a part, such as TRAIN, by the word in their names; several are refused}
   */
  static Optional<Path> file(Path folder, String word, List<String> extensions) {
    try {
      var found =
          Archive.files(folder, file -> extensions.contains(Archive.extension(file)))
              .files()
              .stream()
              .filter(file -> isPart(file, word))
              .toList();
      for (var extension : extensions) { // one of a better format is taken before the others
        var some =
            found.stream().filter(file -> Archive.extension(file).equals(extension)).toList();
        if (some.size() > 1) {
          throw new DataException(
              "%s has %d files whose names end in %s, such as %s: give a folder with one"
                  .formatted(folder, some.size(), word.toUpperCase(Locale.ROOT), some.get(0)));
        }
        if (some.size() == 1) {
          return Optional.of(some.get(0));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new DataException("cannot read the folder " + folder, e);
    }
  }

  private static boolean isPart(Path file, String word) {
    var name = Archive.name(file).toLowerCase(Locale.ROOT).replaceFirst("\\.[^.]*$", "");
    return name.matches("(.*[^a-z])?" + word);
  }

  /**
   * {@return the files whose names end in TRAIN and TEST, in this order, if a folder has both; else
   * its only file; or the file itself}
   */
  static List<Path> files(Path path, List<String> extensions) {
    if (Files.isDirectory(path)) {
      var train = file(path, "train", extensions);
      var test = file(path, "test", extensions);
      if (train.isPresent() && test.isPresent()) {
        return List.of(train.get(), test.get());
      }
    }
    return List.of(onlyFile(path, extensions));
  }

  /**
   * The number of classes or groups to validate on. For {@link TaskType#FIT}, it is a fifth of
   * those beside the test, at least 2, if there are at least 10 in all.
   */
  static int heldOut(int heldOut, int all, int test) {
    if (heldOut != TaskType.FIT) {
      return heldOut;
    }
    return all < MIN_TO_HOLD_OUT ? 0 : Math.max(2, (all - test) / 5);
  }

  /** The only file of these kinds below a folder, or the file itself. */
  static Path onlyFile(Path path, List<String> extensions) {
    if (!Files.isDirectory(path)) {
      return path;
    }
    try {
      var files = Archive.files(path, file -> extensions.contains(Archive.extension(file))).files();
      if (files.isEmpty()) {
        throw new DataException(
            "%s has no file of the kinds %s".formatted(path, String.join(", ", extensions)));
      }
      if (files.size() != 1) {
        throw new DataException(
            "%s has %s (%s): give one of them, or a folder with two whose names end in TRAIN and TEST"
                .formatted(path, Counts.of(files.size(), "file"), String.join(", ", extensions)));
      }
      return files.get(0);
    } catch (IOException e) {
      throw new DataException("cannot read the folder " + path, e);
    }
  }

  /**
   * A random third of each class, at least one sample, is the test part.
   *
   * @return whether each row is in the test part
   * @throws DataException naming the first class with fewer than three samples
   */
  static boolean[] stratifiedThird(Path path, Dataset all, String noun, Seed seed) {
    requireClasses(path, all, noun, 3, "2 for training and 1 for the test");
    var isTest = new boolean[all.size()];
    for (int label = 0; label < all.classes().size(); label++) {
      int wanted = label;
      var rows = IntStream.range(0, all.size()).filter(row -> all.label(row) == wanted).toArray();
      var order = seed.derive(label).permutation(rows.length);
      Arrays.stream(order, 0, rows.length / 3).forEach(i -> isTest[rows[i]] = true);
    }
    return isTest;
  }

  /** Episodes of one query row and one support row of each class that has both. */
  static List<Episode> episodes(Dataset all, int[] support, int[] queries, int count, Seed seed) {
    return IntStream.range(0, count)
        .mapToObj(
            e ->
                new Episode(
                    onePerClass(all, support, seed.derive("support").derive(e)),
                    onePerClass(all, queries, seed.derive("query").derive(e))))
        .toList();
  }

  private static int[] onePerClass(Dataset all, int[] rows, Seed seed) {
    var seen = new HashSet<Integer>();
    return IntStream.of(seed.permutation(rows.length))
        .map(i -> rows[i])
        .filter(row -> seen.add(all.label(row)))
        .toArray();
  }

  /** The rows of one of two parts. */
  static int[] rows(boolean[] isTest, boolean test) {
    return IntStream.range(0, isTest.length).filter(row -> isTest[row] == test).toArray();
  }

  /** Refuses fewer than two classes, and classes with fewer samples. */
  static void requireClasses(Path path, Dataset data, String noun, int samples, String purpose) {
    int count = data.classes().size();
    if (count < 2) {
      throw new DataException(
          "%s has %s: at least 2 are needed".formatted(path, Counts.of(count, "class")));
    }
    var sizes = data.classSizes();
    for (int label = 0; label < count; label++) {
      if (sizes[label] < samples) {
        throw new DataException(
            "the class %s in %s has %d %s: it needs at least %d, %s; add some or remove it"
                .formatted(data.classes().get(label), path, sizes[label], noun, samples, purpose));
      }
    }
  }

  /**
   * Checks that a file or folder exists.
   *
   * @throws DataException if not, with the nearest name beside it
   */
  static void requireExists(Path path) {
    if (Files.exists(path)) {
      return;
    }
    throw new DataException(
        "there is no file or folder %s%s".formatted(path, NearestPath.suggestion(path)));
  }

  /** Names that a name may be meant as: the nearest, else the first few. */
  static String suggestion(String name, Collection<String> names) {
    var wanted = name.toLowerCase(Locale.ROOT);
    int allowed = name.length() < 3 ? 0 : 1 + name.length() / 4; // of edits
    var nearest =
        names.stream()
            .min(
                Comparator.comparing(
                    each -> NearestPath.edits(wanted, each.toLowerCase(Locale.ROOT))))
            .filter(each -> NearestPath.edits(wanted, each.toLowerCase(Locale.ROOT)) <= allowed);
    return nearest
        .map(each -> ": is it \"%s\"?".formatted(each))
        .orElseGet(
            () ->
                ", only "
                    + names.stream().limit(12).collect(Collectors.joining(", "))
                    + (names.size() > 12 ? ", …" : ""));
  }

  /** The last part of a path, without its extension. */
  static String name(Path path) {
    var name = path.toAbsolutePath().normalize().getFileName().toString();
    return name.replaceFirst("(?i)\\.(ts|csv|tsv|txt|zip)$", "");
  }
}
