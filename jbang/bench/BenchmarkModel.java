package bench;

import dev.siamese.augment.Augmentation;
import dev.siamese.augment.ElasticTransform;
import dev.siamese.augment.RandomAffine;
import dev.siamese.model.Architecture;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;

/** The network and the augmentation that most workloads share. */
final class BenchmarkModel {

  static final ImageInput INPUT = new ImageInput(42, true);
  static final Architecture RESIDUAL =
      new ResidualCnn().mixedPrecision().projected(128).l2Normalized();
  static final Augmentation HANDWRITING =
      RandomAffine.HANDWRITING.then(new ElasticTransform(0.015, 5));

  private BenchmarkModel() {}
}
