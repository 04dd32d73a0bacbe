package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema.CategoricalColumn;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Categorical and numeric columns for {@link TabularMlp}. The first tensor is {@code (N, C)}, the
 * category codes; 0 is a missing value or a category that is not in the training data. The second
 * is {@code (N, 2M)}: the numbers, standardised with the training data's mean and standard
 * deviation and 0 where missing, followed by 1 for every present and 0 for every missing number.
 *
 * @param maxCategories the largest number of codes of a column, including 0; the most frequent
 *     categories get one
 * @param categoricalColumns computed by {@link #fit}: the categories of each categorical column
 * @param numericColumns computed by {@link #fit}: the mean and standard deviation of each numeric
 *     column
 */
public record TabularInput(
    int maxCategories,
    @JsonOptional List<CategoricalColumn> categoricalColumns,
    @JsonOptional List<Standardization> numericColumns)
    implements Preprocessor {

  /**
   * How a numeric column is standardised.
   *
   * @param name of the column
   * @param mean of the training data
   * @param std the standard deviation of the training data; 1 for a constant column
   */
  public record Standardization(String name, float mean, float std) {}

  /**
   * Checks the values.
   *
   * @param maxCategories the largest number of codes of a column, including 0; the most frequent
   *     categories get one
   * @param categoricalColumns the categories of each categorical column
   * @param numericColumns the mean and standard deviation of each numeric column
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TabularInput {
    if (maxCategories < 2) {
      throw new IllegalArgumentException(
          "maxCategories must be at least 2 (unknown and one category): " + maxCategories);
    }
    categoricalColumns = categoricalColumns == null ? List.of() : List.copyOf(categoricalColumns);
    numericColumns = numericColumns == null ? List.of() : List.copyOf(numericColumns);
  }

  /**
   * Not yet fitted.
   *
   * @param maxCategories the largest number of codes of a column, including 0; the most frequent
   *     categories get one
   */
  public TabularInput(int maxCategories) {
    this(maxCategories, List.of(), List.of());
  }

  /** Returns a copy with the categories, means and standard deviations of the training rows. */
  @Override
  public TabularInput fit(Dataset train) {
    var rows = Checks.requireType(TabularDataset.class, train);
    var categories = new ArrayList<CategoricalColumn>();
    for (int column = 0; column < rows.categoricalColumns().size(); column++) {
      categories.add(frequent(rows.categoricalColumns().get(column), rows.codes(column)));
    }
    var numbers = new ArrayList<Standardization>();
    for (int column = 0; column < rows.numericColumns().size(); column++) {
      numbers.add(standardization(rows.numericColumns().get(column), rows.values(column)));
    }
    return new TabularInput(maxCategories, categories, numbers);
  }

  private CategoricalColumn frequent(CategoricalColumn column, int[] codes) {
    var counts = new int[column.categories().size() + 1];
    for (int code : codes) {
      counts[code]++;
    }
    var categories =
        IntStream.range(1, counts.length)
            .filter(code -> counts[code] > 0)
            .boxed()
            .sorted(Comparator.comparing(code -> -counts[code]))
            .limit(maxCategories - 1L)
            .map(code -> column.categories().get(code - 1));
    return new CategoricalColumn(column.name(), categories.toList());
  }

  private static Standardization standardization(String name, float[] values) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (float value : values) {
      if (!Float.isNaN(value)) {
        sum += value;
        squares += (double) value * value;
        count++;
      }
    }
    double mean = count == 0 ? 0 : sum / count;
    double std = count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - mean * mean));
    return new Standardization(name, (float) mean, std < 1e-9 ? 1 : (float) std);
  }

  @Override
  public TabularDataset transform(Dataset raw) {
    var rows = Checks.requireType(TabularDataset.class, raw);
    if (categoricalColumns.isEmpty() && numericColumns.isEmpty()) {
      throw new IllegalStateException(
          "TabularInput is not fitted: call fit(train) with the training rows");
    }
    var means = new float[numericColumns.size()];
    var stds = new float[numericColumns.size()];
    for (int i = 0; i < means.length; i++) {
      means[i] = numericColumns.get(i).mean;
      stds[i] = numericColumns.get(i).std;
    }
    var names = numericColumns.stream().map(Standardization::name).toList();
    return rows.encodedWith(categoricalColumns, names, means, stds);
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(
        new Shape(n, categoricalColumns.size()), new Shape(n, 2L * numericColumns.size()));
  }

  /** With the numbers of columns instead of their categories. */
  @Override
  public String toString() {
    return "TabularInput[maxCategories=%d, %d categorical columns, %d numeric columns]"
        .formatted(maxCategories, categoricalColumns.size(), numericColumns.size());
  }
}
