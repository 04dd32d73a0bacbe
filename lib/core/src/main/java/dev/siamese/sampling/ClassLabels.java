package dev.siamese.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.siamese.tensor.internal.Tensors;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The classes of all rows. Only these N numbers are copied to the device, which compares them. */
final class ClassLabels implements BatchLabels {

  private final int[] classes;
  private final Map<Integer, Long> classSizes;
  private final long step;

  ClassLabels(int... classes) {
    this(
        classes,
        IntStream.of(classes)
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())),
        0);
  }

  private ClassLabels(int[] classes, Map<Integer, Long> classSizes, long step) {
    this.classes = classes;
    this.classSizes = classSizes;
    this.step = step;
  }

  @Override
  public BatchLabels withStep(long step) {
    return new ClassLabels(classes, classSizes, step);
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public int size() {
    return classes.length;
  }

  @Override
  public boolean isPositive(int i, int j) {
    return i != j && classes[i] == classes[j];
  }

  @Override
  public boolean isNegative(int i, int j) {
    return classes[i] != classes[j];
  }

  @Override
  public boolean isAnchor(int row) {
    long size = classSizes.get(classes[row]);
    return size > 1 && size < classes.length;
  }

  @Override
  public boolean hasClasses() {
    return true;
  }

  @Override
  public int[] classes() {
    return classes.clone();
  }

  @Override
  public PairSimilarities pairs() {
    int count = size() * (size() - 1) / 2;
    var pairs = new PairSimilarities(new int[count], new int[count], new float[count]);
    int pair = 0;
    for (int i = 0; i < size(); i++) {
      for (int j = i + 1; j < size(); j++) {
        pairs.left()[pair] = i;
        pairs.right()[pair] = j;
        pairs.similarity()[pair] = classes[i] == classes[j] ? 1 : 0;
        pair++;
      }
    }
    return pairs;
  }

  @Override
  public PairIndices positivePairs() {
    var rows =
        IntStream.range(0, size()).boxed().collect(Collectors.groupingBy(row -> classes[row]));
    int count = rows.values().stream().mapToInt(r -> r.size() * (r.size() - 1)).sum();
    var pairs = new PairIndices(new int[count], new int[count]);
    int pair = 0;
    for (int anchor = 0; anchor < size(); anchor++) {
      for (int positive : rows.get(classes[anchor])) {
        if (positive != anchor) {
          pairs.anchors()[pair] = anchor;
          pairs.positives()[pair] = positive;
          pair++;
        }
      }
    }
    return pairs;
  }

  @Override
  public NDArray positiveMask(NDManager manager) {
    try (var column = Tensors.indices(manager, classes).reshape(size(), 1);
        var row = column.reshape(1, size());
        var equal = column.eq(row);
        var diagonal = manager.eye(size())) {
      return equal.toType(DataType.FLOAT32, false).subi(diagonal);
    }
  }

  @Override
  public NDArray negativeMask(NDManager manager) {
    try (var column = Tensors.indices(manager, classes).reshape(size(), 1);
        var row = column.reshape(1, size());
        var unequal = column.neq(row)) {
      return unequal.toType(DataType.FLOAT32, false);
    }
  }
}
