package dev.siamese.table;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.AddCellToColumnException;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * Embeddings with their labels as a CSV file holds them: a header, then one row per sample, one
 * column with its label, any text, and a number in each of the others.
 */
public final class EmbeddingTable {

  private static final int MOST_COLUMNS = 100_000;
  private static final int NAMED = 8; // columns that a message lists

  private final double[] values; // row by row
  private final int[] labels;
  private final List<String> classes;

  private EmbeddingTable(double[] values, int[] labels, List<String> classes) {
    this.values = values;
    this.labels = labels;
    this.classes = List.copyOf(classes);
  }

  /**
   * Reads a CSV file.
   *
   * @param labelColumn the name of the column with the labels
   * @throws dev.siamese.data.DataException if the file or the column is missing, a row is too short
   *     or too long, or a cell is empty or not a finite number; rows are counted from 1 below the
   *     header
   */
  public static EmbeddingTable read(Path file, String labelColumn) {
    if (!Files.isRegularFile(file)) {
      throw new DataException("there is no file " + file);
    }
    return of(table(file, labelColumn), labelColumn);
  }

  private static Table table(Path file, String labelColumn) {
    var header = new LinkedHashSet<String>(); // known before the first cell is read
    try (var text = Files.newBufferedReader(file)) {
      var options =
          CsvReadOptions.builder(text)
              .tableName(file.toString())
              .maxNumberOfColumns(MOST_COLUMNS)
              .missingValueIndicator("") // a class may be called NA
              .columnTypes(
                  name -> {
                    header.add(name);
                    return name.equals(labelColumn) ? ColumnType.STRING : ColumnType.DOUBLE;
                  });
      return Table.read().csv(options);
    } catch (AddCellToColumnException e) {
      checkHasLabels(file.toString(), header, labelColumn);
      if (e.getCause() instanceof IndexOutOfBoundsException) {
        throw new DataException("cannot read " + file, e.getCause());
      }
      throw new DataException(
          "row %d of %s, column \"%s\": not a number"
              .formatted(e.getRowNumber(), file, e.getColumnName()));
    } catch (IOException | RuntimeException e) {
      throw new DataException("cannot read " + file, e);
    }
  }

  private static void checkHasLabels(String table, Collection<String> columns, String labels) {
    if (!columns.contains(labels)) {
      throw new DataException(
          "%s has no column \"%s\" for the labels; it has %s%s"
              .formatted(
                  table,
                  labels,
                  columns.stream().limit(NAMED).collect(Collectors.joining(", ")),
                  columns.size() > NAMED ? ", …" : ""));
    }
  }

  /**
   * Takes a table that is there already.
   *
   * @throws dev.siamese.data.DataException as {@link #read} does
   */
  public static EmbeddingTable of(Table table, String labelColumn) {
    checkHasLabels(table.name(), table.columnNames(), labelColumn);
    var classes = new LinkedHashMap<String, Integer>();
    var labels = new int[table.rowCount()];
    var texts = table.column(labelColumn);
    for (int row = 0; row < labels.length; row++) {
      if (texts.isMissing(row)) {
        throw new DataException("row %d of %s has no label".formatted(row + 1, table.name()));
      }
      labels[row] = classes.computeIfAbsent(texts.getString(row), text -> classes.size());
    }
    return new EmbeddingTable(
        values(table, labelColumn), labels, new ArrayList<>(classes.keySet()));
  }

  private static double[] values(Table table, String labelColumn) {
    var columns = new ArrayList<NumericColumn<?>>();
    for (var column : table.columns()) {
      if (column.name().equals(labelColumn)) {
        continue;
      }
      if (column instanceof NumericColumn<?> numbers) {
        columns.add(numbers);
      } else {
        throw new DataException(
            "column \"%s\" of %s holds no numbers".formatted(column.name(), table.name()));
      }
    }
    int rows = table.rowCount();
    int dimensions = columns.size();
    if (rows == 0 || dimensions == 0) {
      throw new DataException(
          "%s has %d rows and %d columns of numbers: at least one of each is needed"
              .formatted(table.name(), rows, dimensions));
    }
    var values = new double[Math.multiplyExact(rows, dimensions)];
    for (int c = 0; c < dimensions; c++) {
      var column = columns.get(c);
      for (int row = 0; row < rows; row++) {
        double value = column.getDouble(row);
        if (!Double.isFinite(value)) {
          throw new DataException(
              "row %d of %s, column \"%s\": empty or not a finite number"
                  .formatted(row + 1, table.name(), column.name()));
        }
        values[row * dimensions + c] = value;
      }
    }
    return values;
  }

  /** N, the number of samples. */
  public int size() {
    return labels.length;
  }

  /** The class of each sample, an index into {@link #classes()}. */
  public int[] labels() {
    return labels.clone();
  }

  /** The labels in the order of their first row. */
  public List<String> classes() {
    return classes;
  }

  /** The embeddings as doubles, just as they were written: (N, D). */
  public NDArray embeddings(NDManager manager) {
    return manager.create(values, new Shape(size(), values.length / size()));
  }
}
