package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Samples of two modalities with the same classes as one data set, for cross-modal retrieval: drawn
 * and spoken digits. The left samples come first.
 *
 * <p>A batch is the tensors of its left samples, the tensors of its right samples, and {@code (N)},
 * for each row of the batch its position when all left samples come before all right ones.
 *
 * @param left the samples of one modality
 * @param right the samples of the other, with equal classes
 */
public record TwoModalities(Dataset left, Dataset right) implements Dataset {

  /**
   * Checks the values.
   *
   * @param left the samples of one modality
   * @param right the samples of the other, with equal classes
   * @throws IllegalArgumentException if their classes differ
   */
  public TwoModalities {
    if (!left.classes().equals(right.classes())) {
      throw new IllegalArgumentException(
          "both modalities must have the same classes in the same order, not %s and %s"
              .formatted(left.classes(), right.classes()));
    }
  }

  @Override
  public int size() {
    return left.size() + right.size();
  }

  @Override
  public int label(int row) {
    return isLeft(row) ? left.label(row) : right.label(row - left.size());
  }

  @Override
  public Targets targets() {
    return new Targets(IntStream.range(0, size()).map(this::label).toArray(), left.classes());
  }

  private boolean isLeft(int row) {
    return row < left.size();
  }

  @Override
  public int length(int row) {
    return isLeft(row) ? left.length(row) : right.length(row - left.size());
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    var leftRows = leftRows(rows);
    var positions = new long[rows.length];
    int nextLeft = 0;
    int nextRight = leftRows.length;
    for (int i = 0; i < rows.length; i++) {
      positions[i] = isLeft(rows[i]) ? nextLeft++ : nextRight++;
    }
    var batch = new NDList(left.batch(manager, leftRows));
    batch.addAll(right.batch(manager, rightRows(rows)));
    batch.add(Tensors.create(manager, positions));
    return batch;
  }

  private int[] leftRows(int[] rows) {
    return Arrays.stream(rows).filter(this::isLeft).toArray();
  }

  private int[] rightRows(int[] rows) {
    return Arrays.stream(rows).filter(row -> !isLeft(row)).map(row -> row - left.size()).toArray();
  }

  /**
   * Some samples.
   *
   * @param rows all left samples before all right samples
   * @throws IllegalArgumentException if a left sample comes after a right one
   */
  @Override
  public TwoModalities select(int... rows) {
    var leftRows = leftRows(rows);
    if (leftRows.length > 0 && !isLeft(rows[leftRows.length - 1])) {
      throw new IllegalArgumentException(
          "rows must list all left samples (below %d) before all right ones"
              .formatted(left.size()));
    }
    return new TwoModalities(left.select(leftRows), right.select(rightRows(rows)));
  }

  @Override
  public TwoModalities withLabels(Targets others) {
    others.requireSize(size());
    var leftTargets = others.select(IntStream.range(0, left.size()).toArray());
    var rightTargets = others.select(IntStream.range(left.size(), size()).toArray());
    return new TwoModalities(left.withLabels(leftTargets), right.withLabels(rightTargets));
  }
}
