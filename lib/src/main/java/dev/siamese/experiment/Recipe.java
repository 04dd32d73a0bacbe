package dev.siamese.experiment;

import dev.siamese.augment.Affine;
import dev.siamese.augment.Augmentation;
import dev.siamese.encoder.Architecture;
import dev.siamese.encoder.ImageInput;
import dev.siamese.encoder.Input;
import dev.siamese.encoder.ResidualCnn;
import java.util.List;

/**
 * How an encoder is trained, whatever the loss: all that two runs have in common that are to be
 * compared.
 *
 * @param input what is done to raw samples
 * @param architecture the plan of the encoder
 * @param classes P, the classes in a batch
 * @param samples K, the samples of each
 * @param augmentation how batches are altered
 * @param rotatedClasses whether every class turned by a quarter is another class
 * @param epochs how often to report and validate
 * @param stepsPerEpoch the batches between
 * @param learningRate the highest rate of AdamW
 */
public record Recipe(
    Input input,
    Architecture architecture,
    int classes,
    int samples,
    Augmentation augmentation,
    boolean rotatedClasses,
    int epochs,
    int stepsPerEpoch,
    double learningRate) {

  /** For a first look on two processors in half a minute. */
  public static Recipe quick() {
    return new Recipe(
        new ImageInput(28, true),
        new ResidualCnn(List.of(16, 32, 64)).projected(64).normalized(),
        32,
        4,
        Affine.HANDWRITING,
        false,
        10,
        20,
        2e-3);
  }

  /** For Omniglot in four minutes on two processors. */
  public static Recipe omniglot() {
    return new Recipe(
        new ImageInput(28, true),
        new ResidualCnn(List.of(24, 48, 96, 128)).projected(128).normalized(),
        48,
        4,
        Affine.HANDWRITING,
        true,
        10,
        90,
        3e-3);
  }

  /** The same recipe for a longer or shorter run. */
  public Recipe withEpochs(int epochs) {
    return new Recipe(
        input,
        architecture,
        classes,
        samples,
        augmentation,
        rotatedClasses,
        epochs,
        stepsPerEpoch,
        learningRate);
  }
}
