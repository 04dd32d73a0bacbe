package dev.siamese.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.Tensors;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is known about one batch: which of its rows are the same and which differ, from their
 * classes or from pairs named one by one. It stays in Java memory, where counting it costs no
 * synchronisation with a device; of classes only the N numbers go to the device, which compares
 * them itself.
 */
public final class BatchLabels {

  private final int size;
  private final int[] classes; // or else what follows
  private final PairSimilarities pairs;
  private final BitSet isPositive;
  private final BitSet isNegative;
  private final long step;

  /**
   * Pairs with a grade of similarity.
   *
   * @param left a row of each pair
   * @param right the other row of each pair
   * @param similarity from 0, different, to 1, the same
   */
  public record PairSimilarities(int[] left, int[] right, float[] similarity) {}

  private BatchLabels(
      int size, int[] classes, PairSimilarities pairs, BitSet same, BitSet different, long step) {
    this.size = size;
    this.classes = classes;
    this.pairs = pairs;
    this.isPositive = same;
    this.isNegative = different;
    this.step = step;
  }

  /** The classes of the rows, any numbers: (N). Every pair of rows is the same or different. */
  public static BatchLabels of(int... classes) {
    return new BatchLabels(classes.length, classes.clone(), null, null, null, 0);
  }

  /**
   * Pairs named one by one; of all others nothing is known.
   *
   * @param size the number of rows in the batch
   * @param left a row of each pair
   * @param right the other row of each pair
   * @param same whether the two belong together
   */
  public static BatchLabels ofPairs(int size, int[] left, int[] right, boolean[] same) {
    var similarity = new float[same.length];
    for (int i = 0; i < same.length; i++) {
      similarity[i] = same[i] ? 1 : 0;
    }
    return ofSimilarities(size, left, right, similarity);
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
  public static BatchLabels ofSimilarities(int size, int[] left, int[] right, float[] similarity) {
    if (left.length != right.length || left.length != similarity.length) {
      throw new IllegalArgumentException(
          "%d left rows, %d right rows and %d similarities: a pair needs one of each"
              .formatted(left.length, right.length, similarity.length));
    }
    var pairs = new PairSimilarities(left.clone(), right.clone(), similarity.clone());
    var labels = new BatchLabels(size, null, pairs, new BitSet(), new BitSet(), 0);
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
      var known = similarity[i] >= 0.5f ? labels.isPositive : labels.isNegative;
      known.set(left[i] * size + right[i]);
      known.set(right[i] * size + left[i]);
    }
    return labels;
  }

  /** The same labels for another training step. */
  public BatchLabels withStep(long step) {
    return new BatchLabels(size, classes, pairs, isPositive, isNegative, step);
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
  public boolean isPositive(int i, int j) {
    return classes == null ? isPositive.get(i * size + j) : i != j && classes[i] == classes[j];
  }

  /** Whether two rows are known to differ. */
  public boolean isNegative(int i, int j) {
    return classes == null ? isNegative.get(i * size + j) : classes[i] != classes[j];
  }

  /** Whether the class of every row is known, and with it of every two rows what they are. */
  public boolean hasClasses() {
    return classes != null;
  }

  /**
   * The classes of the rows: (N).
   *
   * @throws IllegalStateException if only pairs are known
   */
  public int[] classes() {
    if (!hasClasses()) {
      throw new IllegalStateException(
          "this needs the class of every row, but only pairs are known: take a loss over pairs,"
              + " such as contrastive, or data with classes");
    }
    return classes.clone();
  }

  /** The pairs named one by one; with classes, every two rows, the first before the second. */
  public PairSimilarities pairs() {
    if (pairs != null) {
      return pairs;
    }
    int count = size * (size - 1) / 2;
    var all = new PairSimilarities(new int[count], new int[count], new float[count]);
    int pair = 0;
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        all.left[pair] = i;
        all.right[pair] = j;
        all.similarity[pair] = classes[i] == classes[j] ? 1 : 0;
        pair++;
      }
    }
    return all;
  }

  /** A 1 for every two rows that belong together, the diagonal being 0: (N, N), symmetric. */
  public NDArray positiveMask(NDManager manager) {
    if (classes == null) {
      return mask(manager, isPositive);
    }
    try (var column = Tensors.indices(manager, classes).reshape(size, 1);
        var row = column.reshape(1, size);
        var equal = column.eq(row);
        var diagonal = manager.eye(size)) {
      return equal.toType(DataType.FLOAT32, false).subi(diagonal);
    }
  }

  /** A 1 for every two rows that differ: (N, N), symmetric. */
  public NDArray negativeMask(NDManager manager) {
    if (classes == null) {
      return mask(manager, isNegative);
    }
    try (var column = Tensors.indices(manager, classes).reshape(size, 1);
        var row = column.reshape(1, size);
        var unequal = column.neq(row)) {
      return unequal.toType(DataType.FLOAT32, false);
    }
  }

  private NDArray mask(NDManager manager, BitSet pairs) {
    var mask = new float[size * size];
    pairs.stream().forEach(pair -> mask[pair] = 1);
    return Tensors.create(manager, mask, new Shape(size, size));
  }

  /** A 1 for every row that has at least one that is the same and one that differs: (N). */
  public NDArray anchorMask(NDManager manager) {
    var members = classes == null ? null : classSizes();
    var mask = new float[size];
    for (int row = 0; row < size; row++) {
      mask[row] = isAnchor(row, members) ? 1 : 0;
    }
    return Tensors.create(manager, mask);
  }

  /** Whether a row has at least one that is the same and at least one that differs. */
  public boolean isAnchor(int row) {
    return isAnchor(row, classes == null ? null : classSizes());
  }

  private boolean isAnchor(int row, Map<Integer, Integer> members) {
    if (classes == null) {
      return any(isPositive, row) && any(isNegative, row);
    }
    int alike = members.get(classes[row]);
    return alike > 1 && alike < size;
  }

  private boolean any(BitSet pairs, int row) {
    int next = pairs.nextSetBit(row * size);
    return next >= 0 && next < (row + 1) * size;
  }

  /** How many rows each class has. */
  private Map<Integer, Integer> classSizes() {
    var members = new HashMap<Integer, Integer>();
    for (int label : classes) {
      members.merge(label, 1, Integer::sum);
    }
    return members;
  }

  /** All ordered pairs (anchor, positive), the anchors ascending: two arrays of equal length. */
  public int[][] positivePairs() {
    if (classes == null) {
      return new int[][] {
        isPositive.stream().map(pair -> pair / size).toArray(),
        isPositive.stream().map(pair -> pair % size).toArray()
      };
    }
    var rows = IntStream.range(0, size).boxed().collect(Collectors.groupingBy(row -> classes[row]));
    int count = rows.values().stream().mapToInt(r -> r.size() * (r.size() - 1)).sum();
    var pairs = new int[2][count];
    int pair = 0;
    for (int anchor = 0; anchor < size; anchor++) {
      for (int positive : rows.get(classes[anchor])) {
        if (positive != anchor) {
          pairs[0][pair] = anchor;
          pairs[1][pair] = positive;
          pair++;
        }
      }
    }
    return pairs;
  }
}
