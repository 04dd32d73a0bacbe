package dev.siamese.tensor.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds rows with NaN or infinite values. Synchronises with the device: for error messages and
 * checks that run once, not for every training step.
 */
public final class NonFinite {

  private static final int MAX_LISTED = 5;

  private NonFinite() {}

  /**
   * {@return the indices of the rows with a value that is not finite, ascending}
   *
   * @param array (N, …)
   */
  public static int[] nonFiniteRows(NDArray array) {
    if (array.size() == 0) {
      return new int[0];
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      // 0 times a finite value is 0, otherwise NaN
      var flags =
          array
              .stopGradient()
              .reshape(array.getShape().get(0), -1)
              .mul(Scalar.constant(0))
              .sum(new int[] {1});
      var values = Tensors.toFloatArray(flags.toType(DataType.FLOAT32, false));
      return IntStream.range(0, values.length).filter(row -> Float.isNaN(values[row])).toArray();
    }
  }

  /**
   * Checks that all embeddings are finite.
   *
   * @param embeddings (N, D)
   * @throws IllegalArgumentException naming the rows that are not
   */
  public static void requireFinite(NDArray embeddings) {
    var rows = nonFiniteRows(embeddings);
    if (rows.length > 0) {
      throw new IllegalArgumentException(
          "%s of %d embeddings have NaN or infinite values: check the samples and the encoder"
              .formatted(describeRows(rows), embeddings.getShape().get(0)));
    }
  }

  /**
   * Rows as text: "row 3", "rows 3, 7", "rows 0, 1, 2, 3, 4 and 20 more".
   *
   * @param rows the indices of the rows
   * @return the text
   */
  public static String describeRows(int... rows) {
    var first =
        IntStream.of(rows)
            .limit(MAX_LISTED)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    return (rows.length == 1 ? "row " : "rows ")
        + first
        + (rows.length > MAX_LISTED ? " and " + (rows.length - MAX_LISTED) + " more" : "");
  }
}
