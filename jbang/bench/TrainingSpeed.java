package bench;

import dev.siamese.augment.Augmentation;
import dev.siamese.distance.Distances;
import dev.siamese.encoder.Architecture;
import dev.siamese.encoder.Encoder;
import dev.siamese.encoder.GuideCnn;
import dev.siamese.encoder.ImageInput;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Loss;
import dev.siamese.training.Schedule;
import dev.siamese.training.Training;
import java.util.Arrays;

/**
 * Images per second of training on Omniglot's background set. A round is an epoch of the given
 * steps; the first one is the warm-up.
 */
record TrainingSpeed(
    ImageInput input,
    Architecture architecture,
    Loss loss,
    int classes,
    Augmentation augmentation,
    double learningRate,
    double weightDecay,
    int steps)
    implements Work {

  private static final int SAMPLES = 4;

  /** The residual network under NT-Xent, with affine and elastic augmentation. */
  static TrainingSpeed resnet() {
    return new TrainingSpeed(
        Recipes.INPUT, Recipes.RESIDUAL, new InfoNce(), 48, Recipes.HANDWRITING, 2e-3, 1e-4, 30);
  }

  /** The guide's network under contrastive loss, without augmentation. */
  static TrainingSpeed guide() {
    return new TrainingSpeed(
        new ImageInput(105, true),
        new GuideCnn().normalized(),
        new Contrastive(Distances.EUCLIDEAN, 1),
        16,
        Augmentation.NONE,
        1e-4,
        0,
        20);
  }

  @Override
  public Figures measure(Setting setting) {
    var seed = setting.seed();
    try (var encoder = Encoder.create(input, architecture, setting.device(), seed)) {
      var history =
          Training.builder()
              .setEncoder(encoder)
              .setData(setting.omniglot().background())
              .setLoss(loss)
              .optBatch(classes, SAMPLES)
              .optAugmentation(augmentation)
              .optEpochs(1 + setting.rounds())
              .optStepsPerEpoch(steps)
              .optLearningRate(learningRate)
              .optWeightDecay(weightDecay)
              .optSchedule(Schedule.CONSTANT)
              .optSeed(seed)
              .build()
              .run();
      var speeds = history.table().doubleColumn("images_per_second").asDoubleArray();
      return new Figures("images/s", Arrays.copyOfRange(speeds, 1, speeds.length));
    }
  }
}
