package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Labelled samples of any modality, numbered from 0, assembled into tensors a batch at a time. */
public interface Dataset {

  /** The class of every sample. */
  Targets targets();

  /**
   * Some samples as the input of an encoder.
   *
   * @param manager owns the result and determines its device
   * @param rows the samples, in any order, repeats allowed
   * @return tensors whose first dimension is {@code rows.length}
   */
  NDList batch(NDManager manager, int[] rows);

  /** Some samples, in the order given, as the same type of data set. The classes stay. */
  Dataset select(int... rows);

  /**
   * The same samples with other classes, as the same type of data set.
   *
   * @throws IllegalArgumentException unless there is one label per sample
   */
  Dataset withLabels(Targets targets);

  /** The number of samples. */
  default int size() {
    return targets().size();
  }

  /** The class of a sample, an index into {@link #classes()}. */
  default int label(int row) {
    return targets().label(row);
  }

  /** The class of every sample. A copy. */
  default int[] labels() {
    return targets().labels();
  }

  /** The classes in the order of their labels. */
  default List<ClassInfo> classes() {
    return targets().classes();
  }

  /**
   * The samples of some classes, as the same type of data set. The remaining classes keep their
   * order and are numbered from 0 again.
   *
   * @param kept tests the label of a class
   */
  default Dataset filterClasses(IntPredicate kept) {
    var newLabels = new int[classes().size()];
    var newClasses = new ArrayList<ClassInfo>();
    for (int label = 0; label < newLabels.length; label++) {
      newLabels[label] = kept.test(label) ? newClasses.size() : -1;
      if (newLabels[label] >= 0) {
        newClasses.add(classes().get(label));
      }
    }
    var rows = IntStream.range(0, size()).filter(row -> newLabels[label(row)] >= 0).toArray();
    var labels = Arrays.stream(rows).map(row -> newLabels[label(row)]).toArray();
    return select(rows).withLabels(new Targets(labels, newClasses));
  }
}
