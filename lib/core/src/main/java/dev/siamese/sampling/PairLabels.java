package dev.siamese.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.Tensors;
import java.util.BitSet;

/** Listed pairs of rows with their similarities; nothing is known about the other pairs. */
final class PairLabels implements BatchLabels {

  private final int size;
  private final PairSimilarities pairs;
  private final BitSet positive = new BitSet(); // bit i · size + j is the pair (i, j)
  private final BitSet negative = new BitSet();
  private final long step;

  PairLabels(int size, PairSimilarities pairs, long step) {
    this.size = size;
    this.pairs = pairs;
    this.step = step;
    int count = pairs.similarity().length;
    if (pairs.left().length != count || pairs.right().length != count) {
      throw new IllegalArgumentException(
          "%d left rows, %d right rows and %d similarities: the lengths must be equal"
              .formatted(pairs.left().length, pairs.right().length, count));
    }
    for (int i = 0; i < count; i++) {
      add(i, pairs.left()[i], pairs.right()[i], pairs.similarity()[i]);
    }
  }

  private void add(int pair, int left, int right, float similarity) {
    if (Math.min(left, right) < 0 || Math.max(left, right) >= size) {
      throw new IllegalArgumentException(
          "pair %d is of rows %d and %d; rows must be from 0 to %d"
              .formatted(pair, left, right, size - 1));
    }
    if (!(similarity >= 0 && similarity <= 1)) {
      throw new IllegalArgumentException(
          "the similarity of pair %d must be from 0 to 1, not %s".formatted(pair, similarity));
    }
    var mask = similarity >= 0.5f ? positive : negative;
    mask.set(left * size + right);
    mask.set(right * size + left);
  }

  @Override
  public BatchLabels withStep(long step) {
    return new PairLabels(size, pairs, step);
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isPositive(int i, int j) {
    return positive.get(i * size + j);
  }

  @Override
  public boolean isNegative(int i, int j) {
    return negative.get(i * size + j);
  }

  @Override
  public boolean isAnchor(int row) {
    return anyInRow(positive, row) && anyInRow(negative, row);
  }

  private boolean anyInRow(BitSet mask, int row) {
    int next = mask.nextSetBit(row * size);
    return next >= 0 && next < (row + 1) * size;
  }

  @Override
  public boolean hasClasses() {
    return false;
  }

  @Override
  public int[] classes() {
    throw new IllegalStateException(
        "the loss needs the class of every row, but the labels are pairs: use a loss over pairs,"
            + " such as contrastive, or data with classes");
  }

  @Override
  public PairSimilarities pairs() {
    return pairs;
  }

  @Override
  public PairIndices positivePairs() {
    return new PairIndices(
        positive.stream().map(pair -> pair / size).toArray(),
        positive.stream().map(pair -> pair % size).toArray());
  }

  @Override
  public NDArray positiveMask(NDManager manager) {
    return toArray(positive, manager);
  }

  @Override
  public NDArray negativeMask(NDManager manager) {
    return toArray(negative, manager);
  }

  private NDArray toArray(BitSet pairs, NDManager manager) {
    var mask = new float[size * size];
    pairs.stream().forEach(pair -> mask[pair] = 1);
    return Tensors.create(manager, mask, new Shape(size, size));
  }
}
