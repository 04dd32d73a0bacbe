package dev.siamese.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.engine.Transfer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * What is known about one batch: which of its rows are the same and which differ, from their
 * classes or from pairs named one by one. It stays in Java memory, where counting it costs no
 * synchronisation with a device.
 */
public final class Labels {

  private final int size;
  private final int[] classes;
  private final Pairs pairs;
  private final BitSet same;
  private final BitSet different;
  private final long step;

  /**
   * Pairs with a grade of similarity.
   *
   * @param left a row of each pair
   * @param right the other row of each pair
   * @param similarity from 0, different, to 1, the same
   */
  public record Pairs(int[] left, int[] right, float[] similarity) {}

  private Labels(int size, int[] classes, Pairs pairs, BitSet same, BitSet different, long step) {
    this.size = size;
    this.classes = classes;
    this.pairs = pairs;
    this.same = same;
    this.different = different;
    this.step = step;
  }

  /** The classes of the rows, any numbers: (N). Every pair of rows is the same or different. */
  public static Labels of(int... classes) {
    int n = classes.length;
    var labels = new Labels(n, classes.clone(), null, new BitSet(), new BitSet(), 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (i != j) {
          (classes[i] == classes[j] ? labels.same : labels.different).set(i * n + j);
        }
      }
    }
    return labels;
  }

  /**
   * Pairs named one by one; of all others nothing is known.
   *
   * @param size the number of rows in the batch
   * @param left a row of each pair
   * @param right the other row of each pair
   * @param same whether the two belong together
   */
  public static Labels ofPairs(int size, int[] left, int[] right, boolean[] same) {
    var similarity = new float[same.length];
    for (int i = 0; i < same.length; i++) {
      similarity[i] = same[i] ? 1 : 0;
    }
    return ofGradedPairs(size, left, right, similarity);
  }

  /**
   * Pairs that are similar to some degree; those of at least a half count as the same wherever only
   * that is asked.
   *
   * @param size the number of rows in the batch
   * @param left a row of each pair
   * @param right the other row of each pair
   * @param similarity from 0 to 1
   */
  public static Labels ofGradedPairs(int size, int[] left, int[] right, float[] similarity) {
    if (left.length != right.length || left.length != similarity.length) {
      throw new IllegalArgumentException(
          "%d left rows, %d right rows and %d similarities: a pair needs one of each"
              .formatted(left.length, right.length, similarity.length));
    }
    var pairs = new Pairs(left.clone(), right.clone(), similarity.clone());
    var labels = new Labels(size, null, pairs, new BitSet(), new BitSet(), 0);
    for (int i = 0; i < left.length; i++) {
      if (Math.min(left[i], right[i]) < 0 || Math.max(left[i], right[i]) >= size) {
        throw new IllegalArgumentException(
            "pair %d is of rows %d and %d, but the batch has %d"
                .formatted(i, left[i], right[i], size));
      }
      if (!(similarity[i] >= 0 && similarity[i] <= 1)) {
        throw new IllegalArgumentException(
            "the similarity of pair %d must be from 0 to 1: %s".formatted(i, similarity[i]));
      }
      var known = similarity[i] >= 0.5f ? labels.same : labels.different;
      known.set(left[i] * size + right[i]);
      known.set(right[i] * size + left[i]);
    }
    return labels;
  }

  /** The same labels for another training step. */
  public Labels at(long step) {
    return new Labels(size, classes, pairs, same, different, step);
  }

  /** The training step of this batch, on which chance in mining depends; 0 unless said. */
  public long step() {
    return step;
  }

  /** N, the number of rows. */
  public int size() {
    return size;
  }

  /** Whether two rows are known to belong together; no row is a pair with itself. */
  public boolean same(int i, int j) {
    return same.get(i * size + j);
  }

  /** Whether two rows are known to differ. */
  public boolean different(int i, int j) {
    return different.get(i * size + j);
  }

  /**
   * The classes of the rows: (N).
   *
   * @throws IllegalStateException if only pairs are known
   */
  public int[] classes() {
    if (classes == null) {
      throw new IllegalStateException(
          "this needs the class of every row, but only pairs are known: take a loss over pairs,"
              + " such as contrastive, or data with classes");
    }
    return classes.clone();
  }

  /** The pairs named one by one; with classes, every two rows, the first before the second. */
  public Pairs pairs() {
    if (pairs != null) {
      return pairs;
    }
    var all = IntStream.range(0, size * size).filter(p -> p / size < p % size).toArray();
    var similarity = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      similarity[i] = same.get(all[i]) ? 1 : 0;
    }
    return new Pairs(
        Arrays.stream(all).map(p -> p / size).toArray(),
        Arrays.stream(all).map(p -> p % size).toArray(),
        similarity);
  }

  /** A 1 for every two rows that belong together, the diagonal being 0: (N, N), symmetric. */
  public NDArray samePairs(NDManager manager) {
    return mask(manager, same);
  }

  /** A 1 for every two rows that differ: (N, N), symmetric. */
  public NDArray differentPairs(NDManager manager) {
    return mask(manager, different);
  }

  /** A 1 for every row that has at least one that is the same and one that differs: (N). */
  public NDArray anchors(NDManager manager) {
    var mask = new float[size];
    for (int row = 0; row < size; row++) {
      mask[row] = isAnchor(row) ? 1 : 0;
    }
    return Transfer.to(manager, mask);
  }

  private NDArray mask(NDManager manager, BitSet pairs) {
    var mask = new float[size * size];
    pairs.stream().forEach(pair -> mask[pair] = 1);
    return Transfer.to(manager, mask, new Shape(size, size));
  }

  /** All ordered pairs (anchor, positive), the anchors ascending: two arrays of equal length. */
  public int[][] positivePairs() {
    return new int[][] {
      same.stream().map(pair -> pair / size).toArray(),
      same.stream().map(pair -> pair % size).toArray()
    };
  }

  /** Whether a row has at least one that is the same and at least one that differs. */
  public boolean isAnchor(int row) {
    return any(same, row) && any(different, row);
  }

  private boolean any(BitSet pairs, int row) {
    int next = pairs.nextSetBit(row * size);
    return next >= 0 && next < (row + 1) * size;
  }
}
