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
import dev.siamese.training.LearningRateSchedule;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import java.util.Arrays;

/**
 * Images per second when training on Omniglot's background set. A round is an epoch of the given
 * number of steps; the first epoch is the warm-up.
 */
record TrainingSpeed(
    ImageInput input,
    Architecture architecture,
    Loss loss,
    int classesPerBatch,
    Augmentation augmentation,
    double learningRate,
    double weightDecay,
    int steps)
    implements Workload {

  private static final int SAMPLES_PER_CLASS = 4;

  /** The residual network with InfoNCE (NT-Xent) and affine and elastic augmentation. */
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

  /** A small network with contrastive loss, without augmentation. */
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
  public BenchmarkResult measure(Settings settings) {
    var seed = settings.seed();
    try (var encoder = Encoder.create(input, architecture, settings.device(), seed)) {
      var history =
          Trainer.builder()
              .setEncoder(encoder)
              .setData(settings.omniglot().background())
              .setLoss(loss)
              .setConfig(
                  TrainingConfig.defaults()
                      .withPkBatch(classesPerBatch, SAMPLES_PER_CLASS)
                      .withAugmentation(augmentation)
                      .withEpochs(1 + settings.rounds())
                      .withStepsPerEpoch(steps)
                      .withLearningRate(learningRate)
                      .withWeightDecay(weightDecay)
                      .withLearningRateSchedule(LearningRateSchedule.CONSTANT))
              .optSeed(seed)
              .build()
              .train();
      var speeds = history.epochs().stream().mapToDouble(History.Epoch::samplesPerSecond).toArray();
      return new BenchmarkResult("images/s", Arrays.copyOfRange(speeds, 1, speeds.length));
    }
  }
}
