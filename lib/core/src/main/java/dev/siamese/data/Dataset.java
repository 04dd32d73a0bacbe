package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Labelled samples of any modality, numbered from 0, assembled into tensors a batch at a time. */
public interface Dataset {

  /** The number of samples. */
  int size();

  /** The class of a sample, an index into {@link #classes()}. */
  int label(int row);

  /** The classes in the order of their labels. */
  List<ClassInfo> classes();

  /**
   * Some samples as the input of an encoder.
   *
   * @param manager owns the result and says on which device it is
   * @param rows the samples, in any order, repeats allowed
   * @return tensors whose first dimension is {@code rows.length}
   */
  NDList batch(NDManager manager, int[] rows);

  /** The samples of some classes, as the same type of data set, labels numbered from 0 again. */
  Dataset filterClasses(IntPredicate wanted);

  /** The class of every sample. */
  default int[] labels() {
    return IntStream.range(0, size()).map(this::label).toArray();
  }
}
