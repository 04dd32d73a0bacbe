package dev.siamese.encoder;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Category;
import dev.siamese.data.Dataset;
import dev.siamese.data.TableRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of categories and numbers as {@link RowPerceptron} takes them: the codes {@code (N, C)} by
 * the vocabularies of the training part, 0 for what that did not have or what is missing; and
 * {@code (N, 2M)}, the numbers at mean 0 and deviation 1 over the training part, 0 where missing,
 * and behind them whether each is there.
 *
 * @param levels the most codes of a category, the 0 counted: the most frequent texts get one
 * @param categories the vocabulary of each column of categories
 * @param numbers the mean and deviation of each column of numbers
 */
public record RowInput(int levels, List<Category> categories, List<Scale> numbers)
    implements Input {

  /**
   * How a column of numbers lies in the training part.
   *
   * @param name of the column
   * @param mean of what is not missing
   * @param deviation the standard deviation; 1 if there is none
   */
  public record Scale(String name, float mean, float deviation) {}

  public RowInput {
    if (levels < 2) {
      throw new IllegalArgumentException(
          "a category needs at least 2 levels, unknown and one other, not " + levels);
    }
    categories = categories == null ? List.of() : List.copyOf(categories);
    numbers = numbers == null ? List.of() : List.copyOf(numbers);
  }

  /** An input that is not yet fitted to any rows. */
  public RowInput(int levels) {
    this(levels, List.of(), List.of());
  }

  /** The vocabularies, means and deviations of these rows: of the training part and no other. */
  @Override
  public RowInput fitted(Dataset train) {
    var rows = rows(train);
    var vocabularies = new ArrayList<Category>();
    for (int column = 0; column < rows.categories().size(); column++) {
      vocabularies.add(frequent(rows.categories().get(column), rows.codes(column)));
    }
    var scales = new ArrayList<Scale>();
    for (int column = 0; column < rows.numbers().size(); column++) {
      scales.add(scale(rows.numbers().get(column), rows.values(column)));
    }
    return new RowInput(levels, vocabularies, scales);
  }

  private Category frequent(Category category, int[] codes) {
    var counts = new int[category.levels().size() + 1];
    for (int code : codes) {
      counts[code]++;
    }
    var levels =
        IntStream.range(1, counts.length)
            .filter(code -> counts[code] > 0)
            .boxed()
            .sorted(Comparator.comparing(code -> -counts[code]))
            .limit(this.levels - 1L)
            .map(code -> category.levels().get(code - 1));
    return new Category(category.name(), levels.toList());
  }

  private static Scale scale(String name, float[] values) {
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
    return new Scale(name, (float) mean, deviation < 1e-9 ? 1 : (float) deviation);
  }

  @Override
  public TableRows prepare(Dataset raw) {
    var rows = rows(raw);
    if (categories.isEmpty() && numbers.isEmpty()) {
      throw new IllegalStateException(
          "this input knows no columns yet: fit it to the training rows with fitted(…)");
    }
    var shift = new float[numbers.size()];
    var scale = new float[numbers.size()];
    for (int i = 0; i < shift.length; i++) {
      shift[i] = numbers.get(i).mean;
      scale[i] = numbers.get(i).deviation;
    }
    return rows.fitted(categories, numbers.stream().map(Scale::name).toList(), shift, scale);
  }

  private static TableRows rows(Dataset raw) {
    if (raw instanceof TableRows rows) {
      return rows;
    }
    throw new IllegalArgumentException(
        "this encoder takes TableRows, not " + raw.getClass().getSimpleName());
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, categories.size()), new Shape(n, 2L * numbers.size()));
  }

  /** Not the vocabularies, which are long. */
  @Override
  public String toString() {
    return "RowInput[levels=%d, categories=%d, numbers=%d]"
        .formatted(levels, categories.size(), numbers.size());
  }
}
