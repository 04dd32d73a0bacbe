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

  /** {@return the class of every sample} */
  Targets targets();

  /**
   * Some samples as the input of an encoder.
   *
   * @param manager owns the result and determines its device
   * @param rows the samples, in any order, repeats allowed
   * @return tensors whose first dimension is {@code rows.length}
   */
  NDList batch(NDManager manager, int[] rows);

  /**
   * {@return some samples, in the order given, as the same type of data set} The classes stay.
   *
   * @param rows the indices of the samples
   */
  Dataset select(int... rows);

  /**
   * {@return the same samples with other classes, as the same type of data set}
   *
   * @param targets the class of each sample
   * @throws IllegalArgumentException unless there is one label per sample
   */
  Dataset withLabels(Targets targets);

  /** {@return the number of samples} */
  default int size() {
    return targets().size();
  }

  /**
   * {@return the class of a sample, an index into {@link #classes()}}
   *
   * @param row the index of the sample
   */
  default int label(int row) {
    return targets().label(row);
  }

  /**
   * {@return the length of a sample, such as its number of time steps or tokens} In a batch,
   * samples are padded to the longest; so samples of about one length are embedded together.
   * Default: 1.
   *
   * @param row the index of the sample
   */
  default int length(int row) {
    return 1;
  }

  /** {@return the class of every sample} A copy. */
  default int[] labels() {
    return targets().labels();
  }

  /** {@return the number of samples of each class} */
  default int[] classSizes() {
    var sizes = new int[classes().size()];
    for (int row = 0; row < size(); row++) {
      sizes[label(row)]++;
    }
    return sizes;
  }

  /** {@return the classes in the order of their labels} */
  default List<ClassInfo> classes() {
    return targets().classes();
  }

  /**
   * {@return the samples of some classes, as the same type of data set} The remaining classes keep
   * their order and are numbered from 0 again.
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
