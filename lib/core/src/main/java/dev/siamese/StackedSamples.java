package dev.siamese;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.Dataset;
import dev.siamese.data.Targets;
import java.util.Arrays;
import java.util.List;

/**
 * Preprocessed samples whose tensors have equal shapes, as one data set.
 *
 * @param samples the tensors of each: {@code (1, …)}
 */
record StackedSamples(List<NDList> samples) implements Dataset {

  @Override
  public Targets targets() {
    return Targets.of(new int[samples.size()]);
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    var batch = new NDList();
    for (int tensor = 0; tensor < samples.get(0).size(); tensor++) {
      var parts = new NDList();
      for (int row : rows) {
        parts.add(samples.get(row).get(tensor));
      }
      batch.add(NDArrays.concat(parts));
    }
    return batch;
  }

  @Override
  public Dataset select(int... rows) {
    return new StackedSamples(Arrays.stream(rows).mapToObj(samples::get).toList());
  }

  @Override
  public Dataset withLabels(Targets targets) {
    return this;
  }
}
