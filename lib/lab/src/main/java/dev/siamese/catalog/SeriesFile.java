package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.tensor.internal.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads labelled time series: {@code .ts} files of the UCR and UEA archives, of equal or unequal
 * length and with one or several channels, and CSV or TSV files with one series per row.
 *
 * <p>In a CSV or TSV file, the label is the column named label, class, target or y, else the only
 * column that is not numeric, else the first column if it has whole numbers only, as in the UCR
 * archive, else the last if that has. The other columns are the values in the order of time. {@code
 * ?}, {@code NaN} and empty cells are missing: at the end of a row the series is shorter, elsewhere
 * they are interpolated linearly.
 */
public final class SeriesFile {

  private static final Set<String> LABELS = Set.of("label", "class", "target", "y", "classlabel");

  private SeriesFile() {}

  /**
   * Reads a file.
   *
   * @param file with the extension {@code .ts}, or of the format above with any other
   * @return the series, with the classes in alphabetical order or in that of the {@code .ts} file
   * @throws DataException if it is missing or damaged, naming the row
   */
  public static Sequences read(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".ts") ? TsFile.read(file) : readTable(file);
  }

  /**
   * {@return the same series with the classes of others, so that equal labels mean equal names}
   *
   * @param series to be labelled again
   * @param classes the classes to use
   * @throws DataException naming a class that is not one of these
   */
  public static Sequences withClasses(Sequences series, List<ClassInfo> classes) {
    var labels = series.labels();
    for (int row = 0; row < labels.length; row++) {
      var name = series.classes().get(labels[row]);
      labels[row] = classes.indexOf(name);
      if (labels[row] < 0) {
        throw new DataException(
            "the test part has the class \"%s\", which the training part lacks: remove its series"
                .formatted(name));
      }
    }
    return series.withLabels(new Targets(labels, classes));
  }

  private static Sequences readTable(Path file) {
    var table = DelimitedFile.read(file);
    if (table.columns() < 3) {
      throw new DataException(
          "%s has %d columns: one series per row needs a label and at least 2 values, separated by commas or tabs"
              .formatted(file, table.columns()));
    }
    int label = labelColumn(file, table);
    boolean header = hasHeader(table, label);
    var series = new ArrayList<float[]>();
    var names = new ArrayList<String>();
    for (int row = header ? 1 : 0; row < table.rows().size(); row++) {
      var cells = table.rows().get(row);
      var where = "row %d of %s".formatted(row + 1, file);
      if (DelimitedFile.isMissing(cells.get(label))) {
        throw new DataException(where + " has no label");
      }
      names.add(cells.get(label));
      series.add(values(cells, label, where));
    }
    if (series.isEmpty()) {
      throw new DataException(file + " has no series below its header");
    }
    return new Sequences(1, series.toArray(float[][]::new), Targets.of(names));
  }

  private static float[] values(List<String> cells, int label, String where) {
    var values = new float[cells.size() - 1];
    int length = 0; // up to the last value that is not missing
    for (int i = 0, t = 0; i < cells.size(); i++) {
      if (i == label) {
        continue;
      }
      var cell = cells.get(i);
      if (DelimitedFile.isMissing(cell)) {
        values[t++] = Float.NaN;
        continue;
      }
      if (!Numbers.isNumber(cell)) {
        throw new DataException(
            "%s, column %d: \"%s\" is not a number".formatted(where, i + 1, cell));
      }
      values[t++] = Float.parseFloat(cell);
      length = t;
    }
    if (length < 2) {
      throw new DataException(where + " has fewer than 2 values");
    }
    return TsFile.interpolated(Arrays.copyOf(values, length));
  }

  private static int labelColumn(Path file, DelimitedFile table) {
    var first = table.rows().get(0);
    for (int i = 0; i < first.size(); i++) {
      if (LABELS.contains(first.get(i).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))) {
        return i;
      }
    }
    var notNumeric =
        IntStream.range(0, first.size())
            .filter(i -> table.column(i, true).stream().anyMatch(cell -> !isValue(cell)))
            .toArray();
    if (notNumeric.length == 1) {
      return notNumeric[0];
    }
    if (notNumeric.length == 0) {
      for (int i : new int[] {0, first.size() - 1}) {
        if (table.column(i, true).stream().allMatch(cell -> cell.matches("[+-]?\\d+(\\.0+)?"))) {
          return i;
        }
      }
    }
    throw new DataException(
        "%s has no column that is recognised as the label (%d are not numeric): name it \"label\" in a header, and leave only values beside it"
            .formatted(file, notNumeric.length));
  }

  private static boolean hasHeader(DelimitedFile table, int label) {
    var first = table.rows().get(0);
    return IntStream.range(0, first.size()).anyMatch(i -> i != label && !isValue(first.get(i)));
  }

  private static boolean isValue(String cell) {
    return DelimitedFile.isMissing(cell) || Numbers.isNumber(cell);
  }
}
