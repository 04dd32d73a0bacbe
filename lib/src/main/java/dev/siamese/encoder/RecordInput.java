package dev.siamese.encoder;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Grams;
import dev.siamese.data.Records;
import java.util.List;

/**
 * Records whose fields become bags of hashed character n-grams: {@code (N, fields, T)}, T being the
 * most n-grams that a field of the batch has. What the records have beside these fields is ignored.
 *
 * @param fields the names of the fields that are compared, in the network's order
 * @param shortest n of the shortest n-grams
 * @param longest n of the longest
 * @param buckets how many numbers n-grams are hashed to
 */
public record RecordInput(List<String> fields, int shortest, int longest, int buckets)
    implements Input {

  public RecordInput {
    fields = List.copyOf(fields);
    Sizes.checked("fields", fields.size());
    Sizes.checked("shortest", shortest);
    Sizes.checked("buckets", buckets);
    if (longest < shortest) {
      throw new IllegalArgumentException(
          "n-grams of %d to %d characters: the longest must not be shorter than the shortest"
              .formatted(shortest, longest));
    }
  }

  /** N-grams of two and three characters in 2¹⁴ buckets. */
  public static RecordInput of(List<String> fields) {
    return new RecordInput(fields, 2, 3, 1 << 14);
  }

  @Override
  public Grams prepare(Dataset raw) {
    if (!(raw instanceof Records records)) {
      throw new IllegalArgumentException(
          "this encoder takes Records, not " + raw.getClass().getSimpleName());
    }
    return new Grams(records.withFields(fields), shortest, longest, buckets);
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, fields.size(), 1));
  }
}
