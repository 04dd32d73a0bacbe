package dev.siamese.tensor.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.siamese.tensor.Scalar;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the rows that hold NaN or infinity. It waits for the device, so it is for errors and for
 * checks that run once, not for every training step.
 */
public final class NonFinite {

  private static final int MAX_LISTED = 5;

  private NonFinite() {}

  /**
   * The rows of an array that hold a number that is not finite, ascending.
   *
   * @param array (N, …)
   */
  public static int[] nonFiniteRows(NDArray array) {
    if (array.size() == 0) {
      return new int[0];
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      // 0 times what is finite is 0, and NaN otherwise
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
   * Refuses embeddings that cannot be compared.
   *
   * @throws IllegalArgumentException naming the rows
   */
  public static void requireFinite(NDArray embeddings) {
    var rows = nonFiniteRows(embeddings);
    if (rows.length > 0) {
      throw new IllegalArgumentException(
          "%s of the %d embeddings: NaN or infinity, which has no distance to anything"
              .formatted(describeRows(rows), embeddings.getShape().get(0)));
    }
  }

  /** Names rows in a message: "row 3", "rows 3, 7", "rows 0, 1, 2, 3, 4 and 20 more". */
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
