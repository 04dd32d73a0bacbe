package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;

/**
 * The classes of one batch's rows, and from them which pairs are the same and which differ. They
 * stay in Java memory, where counting them costs no synchronisation with a device.
 */
public final class Labels {

  private final int[] values;

  private Labels(int[] values) {
    this.values = values;
  }

  /** The classes of the rows, any numbers: (N). */
  public static Labels of(int... values) {
    return new Labels(values.clone());
  }

  /** N, the number of rows. */
  public int size() {
    return values.length;
  }

  /** Whether two rows belong together. */
  public boolean same(int i, int j) {
    return values[i] == values[j];
  }

  /** The number of positives of a row, itself not counted. */
  public int positives(int row) {
    return (int) IntStream.range(0, size()).filter(other -> same(row, other)).count() - 1;
  }

  /** A 1 for every pair of two rows of one class, the diagonal excepted: (N, N). */
  public NDArray samePairs(NDManager manager) {
    return mask(manager, true);
  }

  /** A 1 for every pair of rows of two classes: (N, N). */
  public NDArray differentPairs(NDManager manager) {
    return mask(manager, false);
  }

  private NDArray mask(NDManager manager, boolean same) {
    int n = size();
    var mask = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        mask[i * n + j] = same(i, j) == same && i != j ? 1 : 0;
      }
    }
    return manager.create(mask, new Shape(n, n));
  }

  /** The ordered pairs (anchor, positive), the anchors ascending: two arrays of equal length. */
  int[][] positivePairs() {
    int n = size();
    var pairs =
        IntStream.range(0, n * n)
            .filter(pair -> pair / n != pair % n && same(pair / n, pair % n))
            .toArray();
    return new int[][] {
      IntStream.of(pairs).map(pair -> pair / n).toArray(),
      IntStream.of(pairs).map(pair -> pair % n).toArray()
    };
  }
}
