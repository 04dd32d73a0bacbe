package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.CategoricalColumn;
import dev.siamese.data.Dataset;
import dev.siamese.data.TabularDataset;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of categories and numbers as {@link TabularMlp} takes them: the codes {@code (N, C)} by the
 * vocabularies of the training part, 0 for what that did not have or what is missing; and {@code
 * (N, 2M)}, the numbers at mean 0 and deviation 1 over the training part, 0 where missing, and
 * behind them whether each is there.
 *
 * @param maxCategories the most codes of a category, the 0 counted: the most frequent texts get one
 * @param categoricalColumns the vocabulary of each column of categories
 * @param numericColumns the mean and deviation of each column of numbers
 */
public record TabularInput(
    int maxCategories,
    @JsonOptional List<CategoricalColumn> categoricalColumns,
    @JsonOptional List<Standardization> numericColumns)
    implements Preprocessor {

  /**
   * How a column of numbers lies in the training part.
   *
   * @param name of the column
   * @param mean of what is not missing
   * @param std the standard deviation; 1 if there is none
   */
  public record Standardization(String name, float mean, float std) {}

  public TabularInput {
    if (maxCategories < 2) {
      throw new IllegalArgumentException(
          "a category needs at least 2 levels, unknown and one other, not " + maxCategories);
    }
    categoricalColumns = categoricalColumns == null ? List.of() : List.copyOf(categoricalColumns);
    numericColumns = numericColumns == null ? List.of() : List.copyOf(numericColumns);
  }

  /** An input that is not yet fitted to any rows. */
  public TabularInput(int levels) {
    this(levels, List.of(), List.of());
  }

  /** The vocabularies, means and deviations of these rows: of the training part and no other. */
  @Override
  public TabularInput fit(Dataset train) {
    var rows = rows(train);
    var vocabularies = new ArrayList<CategoricalColumn>();
    for (int column = 0; column < rows.categoricalColumns().size(); column++) {
      vocabularies.add(frequent(rows.categoricalColumns().get(column), rows.codes(column)));
    }
    var scales = new ArrayList<Standardization>();
    for (int column = 0; column < rows.numericColumns().size(); column++) {
      scales.add(scale(rows.numericColumns().get(column), rows.values(column)));
    }
    return new TabularInput(maxCategories, vocabularies, scales);
  }

  private CategoricalColumn frequent(CategoricalColumn category, int[] codes) {
    var counts = new int[category.categories().size() + 1];
    for (int code : codes) {
      counts[code]++;
    }
    var levels =
        IntStream.range(1, counts.length)
            .filter(code -> counts[code] > 0)
            .boxed()
            .sorted(Comparator.comparing(code -> -counts[code]))
            .limit(this.maxCategories - 1L)
            .map(code -> category.categories().get(code - 1));
    return new CategoricalColumn(category.name(), levels.toList());
  }

  private static Standardization scale(String name, float[] values) {
    double sum = 0;
    double squares = 0;
    int there = 0;
    for (float value : values) {
      if (!Float.isNaN(value)) {
        sum += value;
        squares += (double) value * value;
        there++;
      }
    }
    double mean = there == 0 ? 0 : sum / there;
    double deviation = there == 0 ? 0 : Math.sqrt(Math.max(0, squares / there - mean * mean));
    return new Standardization(name, (float) mean, deviation < 1e-9 ? 1 : (float) deviation);
  }

  @Override
  public TabularDataset transform(Dataset raw) {
    var rows = rows(raw);
    if (categoricalColumns.isEmpty() && numericColumns.isEmpty()) {
      throw new IllegalStateException(
          "this input knows no columns yet: fit it to the training rows with fitted(…)");
    }
    var shift = new float[numericColumns.size()];
    var scale = new float[numericColumns.size()];
    for (int i = 0; i < shift.length; i++) {
      shift[i] = numericColumns.get(i).mean;
      scale[i] = numericColumns.get(i).std;
    }
    return rows.encodedWith(
        categoricalColumns,
        numericColumns.stream().map(Standardization::name).toList(),
        shift,
        scale);
  }

  private static TabularDataset rows(Dataset raw) {
    if (raw instanceof TabularDataset rows) {
      return rows;
    }
    throw new IllegalArgumentException(
        "this encoder takes TableRows, not " + raw.getClass().getSimpleName());
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(
        new Shape(n, categoricalColumns.size()), new Shape(n, 2L * numericColumns.size()));
  }

  /** Not the vocabularies, which are long. */
  @Override
  public String toString() {
    return "RowInput[levels=%d, categories=%d, numbers=%d]"
        .formatted(maxCategories, categoricalColumns.size(), numericColumns.size());
  }
}
