package dev.siamese.task;

import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/** Which rows of a table are held out. */
final class TableSplit {

  private static final int TRIES = 50; // for groups with positive rows in both parts

  private TableSplit() {}

  /**
   * The latest rows. Rows of one time are in one part, so that the fraction is approximate.
   *
   * @param times (N)
   * @param fraction of the rows
   * @return (N), none or all true only if all times are equal
   */
  static boolean[] latest(double[] times, double fraction) {
    var sorted = Arrays.stream(times).sorted().toArray();
    double wanted = sorted.length * (1 - fraction); // the number of earlier rows
    int best = 0;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] > sorted[i - 1]
          && (best == 0 || Math.abs(i - wanted) < Math.abs(best - wanted))) {
        best = i;
      }
    }
    var held = new boolean[times.length];
    for (int row = 0; row < held.length; row++) {
      held[row] = best > 0 && times[row] >= sorted[best];
    }
    return held;
  }

  /**
   * Random groups, of the first draw with positive rows in both parts, or of the last draw.
   *
   * @param groups (N)
   * @param positive (N)
   * @param fraction of the rows
   */
  static boolean[] groups(List<String> groups, boolean[] positive, double fraction, Seed seed) {
    var sizes = new LinkedHashMap<String, Integer>();
    groups.forEach(group -> sizes.merge(group, 1, Integer::sum));
    var names = List.copyOf(sizes.keySet());
    boolean[] held = null;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      var chosen = new HashSet<String>();
      int rows = 0;
      for (int i : seed.derive(attempt).permutation(names.size())) {
        if (rows >= fraction * groups.size() || chosen.size() == names.size() - 1) {
          break;
        }
        chosen.add(names.get(i));
        rows += sizes.get(names.get(i));
      }
      held = new boolean[groups.size()];
      int heldPositives = 0;
      int positives = 0;
      for (int row = 0; row < held.length; row++) {
        held[row] = chosen.contains(groups.get(row));
        positives += positive[row] ? 1 : 0;
        heldPositives += held[row] && positive[row] ? 1 : 0;
      }
      if (heldPositives > 0 && positives - heldPositives > 1) {
        return held;
      }
    }
    return held;
  }

  /**
   * About a random fraction of each class, at least one row; equal rows are in one part.
   *
   * @param rows the content of each row, with its class
   * @param labels (N)
   */
  static boolean[] stratified(List<String> rows, int[] labels, double fraction, Seed seed) {
    var held = new boolean[labels.length];
    for (int label : IntStream.of(labels).distinct().sorted().toArray()) {
      var equal = new HashMap<String, Integer>(); // the number of rows of each content
      var first =
          IntStream.range(0, labels.length)
              .filter(row -> labels[row] == label)
              .filter(row -> equal.merge(rows.get(row), 1, Integer::sum) == 1)
              .toArray();
      int ofClass = (int) IntStream.of(labels).filter(each -> each == label).count();
      var chosen = new HashSet<String>();
      int count = 0;
      for (int i : seed.derive(label).permutation(first.length)) {
        int more = equal.get(rows.get(first[i]));
        if (count > 0 && count + more / 2.0 > fraction * ofClass) {
          break;
        }
        chosen.add(rows.get(first[i]));
        count += more;
      }
      IntStream.range(0, labels.length)
          .filter(row -> labels[row] == label && chosen.contains(rows.get(row)))
          .forEach(row -> held[row] = true);
    }
    return held;
  }
}
