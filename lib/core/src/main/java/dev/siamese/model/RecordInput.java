package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Records;
import java.util.List;

/**
 * Records whose fields become bags of hashed character n-grams: {@code (N, fields, T)}, T being the
 * most n-grams that a field of the batch has. What the records have beside these fields is ignored.
 *
 * @param fields the names of the fields that are compared, in the network's order
 * @param minN n of the shortest n-grams
 * @param maxN n of the longest
 * @param buckets how many numbers n-grams are hashed to
 */
public record RecordInput(List<String> fields, int minN, int maxN, int buckets)
    implements Preprocessor {

  public RecordInput {
    fields = List.copyOf(fields);
    Checks.requirePositive("fields", fields.size());
    Checks.requirePositive("shortest", minN);
    Checks.requirePositive("buckets", buckets);
    if (maxN < minN) {
      throw new IllegalArgumentException(
          "n-grams of %d to %d characters: the longest must not be shorter than the shortest"
              .formatted(minN, maxN));
    }
  }

  /** N-grams of two and three characters in 2¹⁴ buckets. */
  public static RecordInput of(List<String> fields) {
    return new RecordInput(fields, 2, 3, 1 << 14);
  }

  @Override
  public Dataset transform(Dataset raw) {
    if (!(raw instanceof Records records)) {
      throw new IllegalArgumentException(
          "this encoder takes Records, not " + raw.getClass().getSimpleName());
    }
    return new HashedNgrams(records.selectFields(fields), minN, maxN, buckets);
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, fields.size(), 1));
  }
}
