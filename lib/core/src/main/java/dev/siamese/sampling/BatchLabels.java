package dev.siamese.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.siamese.tensor.internal.Tensors;

/**
 * The labels of a batch: which pairs of its rows are positive and which are negative, from the
 * classes of the rows or from listed pairs. They stay in Java memory, where counting them needs no
 * synchronisation with a device.
 */
public sealed interface BatchLabels permits ClassLabels, PairLabels {

  /**
   * Pairs of rows with a similarity each.
   *
   * @param left the first row of each pair
   * @param right the second row of each pair
   * @param similarity of each pair, from 0 (different) to 1 (the same)
   */
  record PairSimilarities(int[] left, int[] right, float[] similarity) {}

  /**
   * Ordered pairs of rows.
   *
   * @param anchors the first row of each pair, ascending
   * @param positives the second row of each pair
   */
  record PairIndices(int[] anchors, int[] positives) {

    /** {@return the number of pairs} */
    public int size() {
      return anchors.length;
    }
  }

  /**
   * Labels by class: every pair of rows is positive or negative. Classes are arbitrary ints.
   *
   * @param classes the class of each row: (N)
   * @return the labels
   */
  static BatchLabels of(int... classes) {
    return new ClassLabels(classes.clone());
  }

  /**
   * Labels of listed pairs; all other pairs are neither positive nor negative.
   *
   * @param size N, the number of rows in the batch
   * @param left the first row of each pair
   * @param right the second row of each pair
   * @param same whether the pair is positive
   * @return the labels
   */
  static BatchLabels ofPairs(int size, int[] left, int[] right, boolean[] same) {
    var similarity = new float[same.length];
    for (int i = 0; i < same.length; i++) {
      similarity[i] = same[i] ? 1 : 0;
    }
    return ofSimilarities(size, left, right, similarity);
  }

  /**
   * Labels of listed pairs with similarities. A pair is positive if its similarity is at least 0.5,
   * otherwise negative.
   *
   * @param size N, the number of rows in the batch
   * @param left the first row of each pair
   * @param right the second row of each pair
   * @param similarity of each pair, from 0 to 1
   * @return the labels
   */
  static BatchLabels ofSimilarities(int size, int[] left, int[] right, float[] similarity) {
    return new PairLabels(
        size, new PairSimilarities(left.clone(), right.clone(), similarity.clone()), 0);
  }

  /**
   * {@return the same labels for another training step}
   *
   * @param step of training, counted from 0
   */
  BatchLabels withStep(long step);

  /** {@return the training step of the batch, which random miners depend on} Default: 0. */
  long step();

  /** {@return the number of rows N} */
  int size();

  /**
   * {@return whether two rows are a positive pair; no row is a pair with itself}
   *
   * @param i the index of a row
   * @param j the index of another row
   */
  boolean isPositive(int i, int j);

  /**
   * {@return whether two rows are a negative pair}
   *
   * @param i the index of a row
   * @param j the index of another row
   */
  boolean isNegative(int i, int j);

  /**
   * {@return whether a row has at least one positive and at least one negative}
   *
   * @param row the index of a row
   */
  boolean isAnchor(int row);

  /** {@return whether the class of every row is known} */
  boolean hasClasses();

  /**
   * {@return the classes of the rows: (N)}
   *
   * @throws IllegalStateException if only pairs are known
   */
  int[] classes();

  /** {@return the listed pairs; with classes all N (N − 1) / 2 pairs, the lower row first} */
  PairSimilarities pairs();

  /** {@return all ordered pairs of an anchor and one of its positives} */
  PairIndices positivePairs();

  /**
   * {@return a mask, 1 for every positive pair, 0 elsewhere and on the diagonal: (N, N), symmetric}
   *
   * @param manager owns the array, which is on its device
   */
  NDArray positiveMask(NDManager manager);

  /**
   * {@return a mask, 1 for every negative pair, 0 elsewhere: (N, N), symmetric}
   *
   * @param manager owns the array, which is on its device
   */
  NDArray negativeMask(NDManager manager);

  /**
   * {@return a mask, 1 for every anchor, a row with at least one positive and one negative: (N)}
   *
   * @param manager owns the array, which is on its device
   */
  default NDArray anchorMask(NDManager manager) {
    var mask = new float[size()];
    for (int row = 0; row < mask.length; row++) {
      mask[row] = isAnchor(row) ? 1 : 0;
    }
    return Tensors.create(manager, mask);
  }
}
