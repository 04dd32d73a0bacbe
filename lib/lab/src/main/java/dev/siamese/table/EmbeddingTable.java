package dev.siamese.table;

import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** Labelled embeddings from a CSV file: one row per sample, one label column, numeric columns. */
public final class EmbeddingTable {

  private final List<String> columns;
  private final double[][] embeddings;
  private final int[] labels;
  private final List<String> classes;

  private EmbeddingTable(
      List<String> columns, double[][] embeddings, int[] labels, List<String> classes) {
    this.columns = List.copyOf(columns);
    this.embeddings = embeddings;
    this.labels = labels;
    this.classes = List.copyOf(classes);
  }

  /**
   * Reads a file in which all columns but the label are dimensions.
   *
   * @param file comma-separated, with a header row
   * @param labelColumn the name of the column with the classes
   * @return the rows in the order of the file
   * @throws DataException if the file or the column is missing, there is no row or no other column,
   *     or a cell is empty or not a finite number, or all rows are equal
   */
  public static EmbeddingTable read(Path file, String labelColumn) {
    return read(file, labelColumn, List.of());
  }

  /**
   * Reads the given columns of a file.
   *
   * @param file comma-separated, with a header row
   * @param labelColumn the name of the column with the classes
   * @param columns of the dimensions, in order; empty for all but the label
   * @return the rows in the order of the file
   * @throws DataException as {@link #read(Path, String)} does
   */
  public static EmbeddingTable read(Path file, String labelColumn, List<String> columns) {
    return of(Csv.read(file), labelColumn, columns);
  }

  /**
   * Converts a table.
   *
   * @param table with a header row
   * @param labelColumn the name of the column with the classes
   * @param columns of the dimensions, in order; empty for all but the label
   * @return the rows in the order of the table
   * @throws DataException as {@link #read(Path, String)} does
   */
  public static EmbeddingTable of(Csv table, String labelColumn, List<String> columns) {
    var classes = new LinkedHashMap<String, Integer>();
    var texts = table.column(labelColumn);
    var labels = new int[table.size()];
    for (int row = 0; row < labels.length; row++) {
      if (texts.get(row).isEmpty()) {
        throw new DataException("row %d of %s has no label".formatted(row + 1, table.name()));
      }
      labels[row] = classes.computeIfAbsent(texts.get(row), text -> classes.size());
    }
    var names = new ArrayList<>(columns.isEmpty() ? table.columns() : columns);
    names.remove(labelColumn);
    if (labels.length == 0 || names.isEmpty()) {
      throw new DataException(
          "%s has %s and %s: at least one of each is needed"
              .formatted(
                  table.name(),
                  Counts.of(labels.length, "row"),
                  Counts.of(names.size(), "embedding column")));
    }
    var embeddings = embeddings(table, names);
    if (labels.length > 1
        && Arrays.stream(embeddings).allMatch(row -> Arrays.equals(row, embeddings[0]))) {
      throw new DataException(
          "all %s of %s are equal: they say nothing about their classes; the encoder has collapsed, or these are the wrong columns"
              .formatted(Counts.of(labels.length, "embedding"), table.name()));
    }
    return new EmbeddingTable(names, embeddings, labels, new ArrayList<>(classes.keySet()));
  }

  private static double[][] embeddings(Csv table, List<String> columns) {
    var embeddings = new double[table.size()][columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      var values = table.numbers(columns.get(c));
      for (int row = 0; row < values.length; row++) {
        if (Double.isNaN(values[row])) {
          throw new DataException(
              "row %d of %s, column \"%s\": empty, an embedding needs a number"
                  .formatted(row + 1, table.name(), columns.get(c)));
        }
        embeddings[row][c] = values[row];
      }
    }
    return embeddings;
  }

  /** {@return the number of samples, N} */
  public int size() {
    return labels.length;
  }

  /** {@return the names of the D columns that are the dimensions} */
  public List<String> columns() {
    return columns;
  }

  /** {@return the embeddings: (N, D)} */
  public double[][] embeddings() {
    return embeddings;
  }

  /** {@return the class of each sample, an index into {@link #classes()}: (N)} */
  public int[] labels() {
    return labels.clone();
  }

  /** {@return the labels, in the order of their first rows} */
  public List<String> classes() {
    return classes;
  }
}
