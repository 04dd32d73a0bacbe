package dev.siamese.evaluation;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.augment.Augmentation;
import dev.siamese.data.ClassLabel;
import dev.siamese.data.Dataset;
import dev.siamese.engine.Seed;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Prepared samples, every batch of which is altered, always in the same way.
 *
 * @param samples as an encoder's input has prepared them
 * @param alteration of every batch
 * @param seed of its chance
 */
record Altered(Dataset samples, Augmentation alteration, Seed seed) implements Dataset {

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public int label(int row) {
    return samples.label(row);
  }

  @Override
  public List<ClassLabel> classes() {
    return samples.classes();
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    var batch = samples.batch(manager, rows);
    batch.set(0, alteration.apply(batch.head(), seed.derive(rows[0]).generator()));
    return batch;
  }

  @Override
  public Dataset classesWhere(IntPredicate wanted) {
    return new Altered(samples.classesWhere(wanted), alteration, seed);
  }
}
