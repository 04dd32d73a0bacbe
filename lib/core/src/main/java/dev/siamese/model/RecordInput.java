package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Records;
import dev.siamese.data.Texts;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Records whose fields become bags of hashed character n-grams: {@code (N, fields, T)} integers,
 * where T is the largest number of n-grams of a field in the batch. Other fields of the records are
 * ignored. Texts are records whose first field is the text.
 *
 * @param fields the names of the fields, in the network's order
 * @param minN the length of the shortest n-grams. Default: 2
 * @param maxN the length of the longest n-grams. Default: 3
 * @param buckets the number of hash buckets. Default: 2¹⁴
 */
public record RecordInput(List<String> fields, int minN, int maxN, int buckets)
    implements Preprocessor {

  /**
   * Checks the values.
   *
   * @param fields the names of the fields, in the network's order
   * @param minN the length of the shortest n-grams
   * @param maxN the length of the longest n-grams
   * @param buckets the number of hash buckets
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RecordInput {
    fields = List.copyOf(fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("fields must have at least one name: []");
    }
    Checks.requirePositive("minN", minN);
    Checks.requirePositive("buckets", buckets);
    if (maxN < minN) {
      throw new IllegalArgumentException(
          "maxN must be at least minN = %d: %d".formatted(minN, maxN));
    }
  }

  /**
   * {@return the defaults for these fields}
   *
   * @param fields the names of the fields, in the network's order
   */
  public static RecordInput of(List<String> fields) {
    return new RecordInput(fields, 2, 3, 1 << 14);
  }

  @Override
  public Dataset transform(Dataset raw) {
    var records =
        raw instanceof Texts texts ? records(texts) : Checks.requireType(Records.class, raw);
    return new HashedNgrams(records.selectFields(fields), minN, maxN, buckets);
  }

  /** Texts as records whose first field is the text; the others are missing. */
  private Records records(Texts texts) {
    var keys = IntStream.range(0, texts.size()).mapToObj(Integer::toString).toList();
    var values = new String[texts.size()][fields.size()];
    for (int row = 0; row < values.length; row++) {
      values[row][0] = texts.text(row);
    }
    return new Records(fields, keys, values, texts.targets());
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, fields.size(), 1));
  }
}
