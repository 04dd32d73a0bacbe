package dev.siamese.study;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.augment.Augmentation;
import dev.siamese.data.Dataset;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;

/**
 * Preprocessed samples whose batches are augmented. A batch is augmented in the same way each time
 * it is read.
 *
 * @param samples the output of an encoder's preprocessor
 * @param transform applied to every batch
 * @param seed for the random transforms
 */
record AugmentedDataset(Dataset samples, Augmentation transform, Seed seed) implements Dataset {

  @Override
  public Targets targets() {
    return samples.targets();
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    var batch = samples.batch(manager, rows);
    batch.set(0, transform.apply(batch.head(), seed.derive(rows[0]).generator()));
    return batch;
  }

  @Override
  public Dataset select(int... rows) {
    return new AugmentedDataset(samples.select(rows), transform, seed);
  }

  @Override
  public Dataset withLabels(Targets others) {
    return new AugmentedDataset(samples.withLabels(others), transform, seed);
  }
}
