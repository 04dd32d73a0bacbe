package dev.siamese;

import dev.siamese.augment.Augmentation;
import dev.siamese.data.Dataset;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.LabeledPairs;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.LossSpec;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.Sampler;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Options for training a {@link Siamese} network. All of them have defaults, which depend on the
 * kind of samples.
 */
public final class SiameseBuilder {

  /** The key of the encoder's metadata for the evaluation on the held-out part. */
  static final String HELD_OUT = "held-out";

  private static final int IMAGE_SIDE = 48; // images of a folder are read at this size
  private static final int EPISODES = 200;
  private static final int MIN_PAIRS = 10;
  private static final int BATCH_PAIRS = 64;
  private static final int DIMENSIONS = 64;
  private static final int MAX_WAYS = 20;
  private static final int MAX_CALIBRATION_SAMPLES = 2_000;

  private UnaryOperator<TrainingConfig> changes = UnaryOperator.identity();
  private String device = "auto";
  private Seed seed = new Seed(0);
  private TrainingListener listener = TrainingListener.progressBar("training", System.out);

  SiameseBuilder() {}

  /** The loss by name, such as {@code triplet(margin=0.2)}; see {@link LossSpec#parse}. */
  public SiameseBuilder loss(String text) {
    return loss(LossSpec.parse(text));
  }

  /** The loss. Default: InfoNCE with cosine distance. */
  public SiameseBuilder loss(LossSpec loss) {
    return change(config -> config.withLoss(loss));
  }

  /** The number of epochs of 40 steps. Default: 10. */
  public SiameseBuilder epochs(int epochs) {
    return change(config -> config.withEpochs(epochs));
  }

  /** The augmentations, applied one after the other; none switches augmentation off. */
  public SiameseBuilder augmentation(Augmentation... augmentations) {
    return change(config -> config.withAugmentation(augmentations));
  }

  /** The network below the embedding layer, whose output is projected and L2-normalised. */
  public SiameseBuilder backbone(Architecture network) {
    return change(config -> config.withArchitecture(network.projected(DIMENSIONS).l2Normalized()));
  }

  /** Any other hyper-parameter, such as {@code config -> config.withLearningRate(0.002)}. */
  public SiameseBuilder change(UnaryOperator<TrainingConfig> change) {
    var before = changes;
    changes = config -> change.apply(before.apply(config));
    return this;
  }

  /** {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:1}. Default: auto. */
  public SiameseBuilder device(String name) {
    device = name;
    return this;
  }

  /** The random seed: the same seed gives the same model. Default: 0. */
  public SiameseBuilder seed(long value) {
    seed = new Seed(value);
    return this;
  }

  /** Receives the progress. Default: a progress bar on standard output. */
  public SiameseBuilder listener(TrainingListener value) {
    listener = value;
    return this;
  }

  /** Prints nothing. */
  public SiameseBuilder quiet() {
    return listener(TrainingListener.NONE);
  }

  /**
   * Trains on the images of a folder with one sub-folder per class.
   *
   * @throws dev.siamese.data.DataException if the folder cannot be read
   */
  public Siamese train(ImageFolder folder) {
    return train(folder.readLabeled(image -> image.resized(IMAGE_SIDE)));
  }

  /**
   * Trains on labelled samples. A fifth of the classes is held out, or a fifth of the samples if
   * there are fewer than 8 classes: the encoder keeps the weights of the epoch with the lowest
   * error on the held-out part, from which the threshold is fitted too. Classes with one sample are
   * left out.
   *
   * @throws IllegalArgumentException if there are fewer than 2 classes with 2 samples
   */
  public Siamese train(Dataset data) {
    var holdout = Holdout.of(data, seed);
    var heldOut = holdout.heldOut();
    var config = fitBatch(changes.apply(Defaults.config(holdout.train())), holdout);
    int ways = Math.min(MAX_WAYS, heldOut.classes().size());
    var episodes =
        new EpisodeSampler(ways, 1, 1).sample(heldOut, EPISODES, seed.derive("validation"));
    return train(
        config,
        holdout.train(),
        trainer -> trainer.optValidation(episodes),
        encoder -> {
          var result = FewShotResult.evaluate(encoder, episodes);
          double threshold = distances(encoder, heldOut).equalErrorThreshold().value();
          setCard(encoder, threshold, holdout.toString(), result);
        });
  }

  /**
   * Trains on labelled pairs. A fifth of the pairs is held out: the encoder keeps the weights of
   * the epoch with the highest average precision on them, from which the threshold is fitted too.
   *
   * @throws IllegalArgumentException if there are fewer than 10 pairs
   */
  public Siamese train(LabeledPairs pairs) {
    if (pairs.size() < MIN_PAIRS) {
      throw new IllegalArgumentException(
          "%d pairs are too few to train on: at least %d are needed"
              .formatted(pairs.size(), MIN_PAIRS));
    }
    var order = seed.derive("split").permutation(pairs.size());
    int out = pairs.size() / 5;
    var heldOut = pairs.select(Arrays.copyOf(order, out));
    var train = pairs.select(Arrays.copyOfRange(order, out, order.length));
    var config = changes.apply(Defaults.config(pairs.data()).withLoss(new Contrastive()));
    return train(
        config,
        pairs.data(),
        trainer ->
            trainer
                .optSampler(
                    Sampler.pairs(train, Math.min(BATCH_PAIRS, train.size()), seed.derive("pairs")))
                .optValidation(heldOut),
        encoder -> {
          var distances = distances(encoder, heldOut);
          setCard(
              encoder, distances.bestF1().value(), heldOut.size() + " held-out pairs", distances);
        });
  }

  private Siamese train(
      TrainingConfig config,
      Dataset data,
      UnaryOperator<Trainer.Builder> options,
      Consumer<Encoder> calibration) {
    var encoder = config.createEncoder(data, Torch.device(device), seed);
    try {
      var trainer =
          Trainer.builder()
              .setEncoder(encoder)
              .setData(data)
              .setConfig(config)
              .optListener(listener)
              .optSeed(seed.derive("training"));
      options.apply(trainer).build().train();
      calibration.accept(encoder);
      return new Siamese(encoder);
    } catch (RuntimeException | Error e) {
      encoder.close();
      throw e;
    }
  }

  /** Batches that fit the data: not more classes than there are, nor samples than a class has. */
  private static TrainingConfig fitBatch(TrainingConfig config, Holdout holdout) {
    return config.withPkBatch(
        Math.min(config.classesPerBatch(), holdout.train().classes().size()),
        Math.min(config.samplesPerClass(), holdout.smallestClass()));
  }

  private static PairDistances distances(Encoder encoder, LabeledPairs pairs) {
    try (var manager = Torch.manager(encoder.device())) {
      return VerificationPairs.listed(
          encoder.embed(pairs.data(), manager), pairs, encoder.card().distance());
    }
  }

  private PairDistances distances(Encoder encoder, Dataset data) {
    var rows = seed.derive("calibration").permutation(data.size());
    var some = data.select(Arrays.copyOf(rows, Math.min(rows.length, MAX_CALIBRATION_SAMPLES)));
    try (var manager = Torch.manager(encoder.device())) {
      return VerificationPairs.all(
          encoder.embed(some, manager), some.labels(), encoder.card().distance());
    }
  }

  private static void setCard(Encoder encoder, double threshold, String part, Object result) {
    encoder.setCard(
        encoder.card().withThreshold(threshold).withMetadata(HELD_OUT, part + ": " + result));
  }
}
