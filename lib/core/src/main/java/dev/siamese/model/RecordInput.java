package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Records;
import java.util.List;

/**
 * Records whose fields become bags of hashed character n-grams: {@code (N, fields, T)} integers,
 * where T is the largest number of n-grams of a field in the batch. Other fields of the records are
 * ignored.
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
    var records = Checks.requireType(Records.class, raw);
    return new HashedNgrams(records.selectFields(fields), minN, maxN, buckets);
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, fields.size(), 1));
  }
}
