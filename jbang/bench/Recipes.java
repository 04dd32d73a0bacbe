package bench;

import dev.siamese.augment.Affine;
import dev.siamese.augment.Augmentation;
import dev.siamese.augment.Elastic;
import dev.siamese.encoder.Architecture;
import dev.siamese.encoder.ImageInput;
import dev.siamese.encoder.ResidualCnn;

/** The network and its augmentation that most works share. */
final class Recipes {

  static final ImageInput INPUT = new ImageInput(42, true);
  static final Architecture RESIDUAL = new ResidualCnn().bfloat16().projected(128).normalized();
  static final Augmentation HANDWRITING = Affine.HANDWRITING.then(new Elastic(0.015, 5));

  private Recipes() {}
}
