package dev.siamese.tensor.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/** Finds the path that was probably meant by one that does not exist. */
public final class NearestPath {

  private static final int MAX_EDITS = 2;

  private NearestPath() {}

  /**
   * {@return what is wrong with a path that is no file: it is a folder, or does not exist}
   *
   * @param path no regular file
   */
  public static String noFile(Path path) {
    return Files.isDirectory(path)
        ? path + " is a folder: give a file"
        : "there is no file " + path + suggestion(path);
  }

  /**
   * {@return the end of a message about a missing path: {@code ": is it PATH?"} with the existing
   * name beside it that differs by at most two letters; {@code ""} if there is none}
   *
   * @param missing a path that does not exist; if its folder does not exist either, that is
   *     compared
   */
  public static String suggestion(Path missing) {
    var path = missing.toAbsolutePath().normalize();
    var parent = path.getParent();
    while (parent != null && !Files.isDirectory(parent)) {
      path = parent;
      parent = path.getParent();
    }
    if (parent == null) {
      return "";
    }
    var wanted = name(path);
    try (var names = Files.list(parent)) {
      return names
          .filter(each -> edits(wanted, name(each)) <= Math.min(MAX_EDITS, wanted.length() - 1))
          .min(
              Comparator.comparing((Path each) -> edits(wanted, name(each)))
                  .thenComparing(each -> each))
          .map(each -> ": is it " + each + "?")
          .orElse("");
    } catch (IOException | UncheckedIOException e) {
      return ""; // a folder that cannot be listed has no suggestion
    }
  }

  private static String name(Path path) {
    return Archive.name(path).toLowerCase(Locale.ROOT);
  }

  /**
   * {@return the Levenshtein distance: the number of letters to insert, remove or replace}
   *
   * @param a one text
   * @param b the other text
   */
  public static int edits(String a, String b) {
    var row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
