package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Samples of two kinds that share their classes, as one data set: digits as they are drawn and as
 * they are spoken. The left ones come first.
 *
 * <p>A batch is the tensors of its left samples, those of its right samples, and for each of its
 * rows {@code (N)} where it stands when the right samples follow the left.
 *
 * @param left the samples of one kind
 * @param right those of the other, of equal classes
 */
public record TwoModalities(Dataset left, Dataset right) implements Dataset {

  public TwoModalities {
    if (!left.classes().equals(right.classes())) {
      throw new IllegalArgumentException(
          "the two kinds must have the same classes in the same order, not %s and %s"
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
  public List<ClassInfo> classes() {
    return left.classes();
  }

  private boolean isLeft(int row) {
    return row < left.size();
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    var lefts = Arrays.stream(rows).filter(this::isLeft).toArray();
    var rights =
        Arrays.stream(rows).filter(row -> !isLeft(row)).map(row -> row - left.size()).toArray();
    var places = new long[rows.length];
    int nextLeft = 0;
    int nextRight = lefts.length;
    for (int i = 0; i < rows.length; i++) {
      places[i] = isLeft(rows[i]) ? nextLeft++ : nextRight++;
    }
    var batch = new NDList(left.batch(manager, lefts));
    batch.addAll(right.batch(manager, rights));
    batch.add(Tensors.create(manager, places));
    return batch;
  }

  @Override
  public TwoModalities filterClasses(IntPredicate wanted) {
    return new TwoModalities(left.filterClasses(wanted), right.filterClasses(wanted));
  }
}
