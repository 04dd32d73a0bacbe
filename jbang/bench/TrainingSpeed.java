package bench;

import dev.siamese.augment.Augmentation;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Loss;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.SimpleCnn;
import dev.siamese.training.History;
import dev.siamese.training.LearningRateSchedules;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
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
    implements Workload {

  private static final int SAMPLES = 4;

  /** The residual network under NT-Xent, with affine and elastic augmentation. */
  static TrainingSpeed resnet() {
    return new TrainingSpeed(
        BenchmarkModel.INPUT,
        BenchmarkModel.RESIDUAL,
        new InfoNce(),
        48,
        BenchmarkModel.HANDWRITING,
        2e-3,
        1e-4,
        30);
  }

  /** The guide's network under contrastive loss, without augmentation. */
  static TrainingSpeed simpleCnn() {
    return new TrainingSpeed(
        new ImageInput(105, true),
        new SimpleCnn().l2Normalized(),
        new Contrastive(Distances.EUCLIDEAN, 1),
        16,
        Augmentation.NONE,
        1e-4,
        0,
        20);
  }

  @Override
  public BenchmarkResult measure(Settings setting) {
    var seed = setting.seed();
    try (var encoder = Encoder.create(input, architecture, setting.device(), seed)) {
      var history =
          Trainer.builder()
              .setEncoder(encoder)
              .setData(setting.omniglot().background())
              .setLoss(loss)
              .setConfig(
                  TrainingConfig.defaults()
                      .withPkBatch(classes, SAMPLES)
                      .withAugmentation(augmentation)
                      .withEpochs(1 + setting.rounds())
                      .withStepsPerEpoch(steps)
                      .withLearningRate(learningRate)
                      .withWeightDecay(weightDecay)
                      .withLearningRateSchedule(LearningRateSchedules.CONSTANT))
              .optSeed(seed)
              .build()
              .train();
      var speeds = history.epochs().stream().mapToDouble(History.Epoch::samplesPerSecond).toArray();
      return new BenchmarkResult("images/s", Arrays.copyOfRange(speeds, 1, speeds.length));
    }
  }
}
