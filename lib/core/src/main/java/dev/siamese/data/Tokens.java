package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Sequences of whole numbers, such as the words of sentences by their places in a vocabulary. As a
 * batch they are two tensors of 64-bit integers: {@code (N, T)}, filled up with 0 to the longest of
 * the batch, and the lengths {@code (N)}.
 */
public final class Tokens implements Dataset {

  private final int[][] sequences;
  private final int[] labels;
  private final List<ClassInfo> classes;

  /**
   * Takes the arrays as they are, without copying.
   *
   * @param sequences one array for each sample, not empty, of numbers above 0
   * @param labels the class of each sample
   * @param classes the classes, in the order of their labels
   */
  public Tokens(int[][] sequences, int[] labels, List<ClassInfo> classes) {
    if (sequences.length != labels.length) {
      throw new IllegalArgumentException(
          "%d sequences have %d labels: there must be one for each"
              .formatted(sequences.length, labels.length));
    }
    for (int row = 0; row < sequences.length; row++) {
      if (sequences[row].length == 0 || Arrays.stream(sequences[row]).anyMatch(t -> t < 1)) {
        throw new IllegalArgumentException(
            "sequence %d needs at least one token, and only tokens above 0, which is the padding: %s"
                .formatted(row, Arrays.toString(sequences[row])));
      }
    }
    this.sequences = sequences;
    this.labels = labels;
    this.classes = List.copyOf(classes);
  }

  /** A copy of the tokens of one sample. */
  public int[] tokens(int row) {
    return sequences[row].clone();
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int row) {
    return labels[row];
  }

  @Override
  public List<ClassInfo> classes() {
    return classes;
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    return batch(manager, Arrays.stream(rows).mapToObj(row -> sequences[row]).toList());
  }

  /** Some sequences as tensors of a manager. */
  static NDList batch(NDManager manager, List<int[]> some) {
    int longest = some.stream().mapToInt(each -> each.length).max().orElse(0);
    var bytes = DirectBuffers.get(Math.multiplyExact(Long.BYTES * some.size(), longest));
    var numbers = bytes.asLongBuffer();
    for (var sequence : some) {
      for (int t = 0; t < longest; t++) {
        numbers.put(t < sequence.length ? sequence[t] : 0);
      }
    }
    var shape = new Shape(some.size(), longest);
    try (var raw = Tensors.create(manager, bytes, shape, DataType.INT64)) {
      var lengths = some.stream().mapToLong(each -> each.length).toArray();
      return new NDList(raw.duplicate(), Tensors.create(manager, lengths));
    }
  }

  @Override
  public Tokens filterClasses(IntPredicate wanted) {
    var kept = ClassSubset.of(this, wanted);
    return new Tokens(
        Arrays.stream(kept.rows()).mapToObj(row -> sequences[row]).toArray(int[][]::new),
        kept.labels(),
        kept.classes());
  }
}
