package dev.siamese.training;

import ai.djl.Device;
import dev.siamese.augment.Augmentation;
import dev.siamese.augment.BrightnessContrast;
import dev.siamese.augment.ElasticTransform;
import dev.siamese.augment.GaussianNoise;
import dev.siamese.augment.RandomAffine;
import dev.siamese.augment.RandomErasing;
import dev.siamese.data.Images;
import dev.siamese.data.LabeledPairs;
import dev.siamese.distance.Distances;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.loss.BinaryCrossEntropy;
import dev.siamese.loss.Circle;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.CosineSimilarityLoss;
import dev.siamese.loss.GeneralizedLiftedStructure;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Loss;
import dev.siamese.loss.MultiSimilarity;
import dev.siamese.loss.NPairs;
import dev.siamese.loss.NormPenalty;
import dev.siamese.loss.ProxyAnchor;
import dev.siamese.loss.SoftMarginTriplet;
import dev.siamese.loss.SupervisedContrastive;
import dev.siamese.loss.Triplet;
import dev.siamese.mining.HardNegativeMiner;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiners;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.Sampler;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Short trainings, one after the other as somebody makes them who runs the cells of a notebook
 * again and again: each reads the encoder that the one before has saved, and takes the next loss.
 */
final class TrainingRounds {

  private static final int DIMENSIONS = 16;
  private static final Images DATA = new SyntheticGlyphs(4, 10, 6, 32).generate(new Seed(1));
  private static final EpisodeSet<Images> TRIALS =
      new EpisodeSampler(5, 1, 1)
          .sample(new SyntheticGlyphs(2, 10, 4, 32).generate(new Seed(2)), 4, new Seed(3));
  private static final Augmentation EVERYTHING =
      RandomAffine.HANDWRITING
          .then(ElasticTransform.HANDWRITING)
          .then(new BrightnessContrast(0.1, 0.1))
          .then(new GaussianNoise(0.02).withProbability(0.5))
          .then(new RandomErasing(0.05, 0.2, 0).withProbability(0.5));

  private final Path file;

  /** The losses by their makers, for those with weights of their own are closed after use. */
  private final List<Maker> losses =
      List.of(
          device -> new Contrastive(),
          device -> new Contrastive(Distances.MANHATTAN, 4, 1, PairMiners.BATCH_HARD),
          device -> new Triplet(Distances.EUCLIDEAN, 0.2, TripletMiners.BATCH_ALL),
          device -> new Triplet(),
          device ->
              new Triplet(Distances.EUCLIDEAN, 0.2, TripletMiners.EASY_POSITIVE_SEMI_HARD_NEGATIVE),
          device ->
              new Triplet(
                  Distances.EUCLIDEAN,
                  0.2,
                  TripletMiners.distanceWeighted(0.5, 1.4).create(DIMENSIONS, new Seed(1))),
          device -> new SoftMarginTriplet(),
          device -> new InfoNce(),
          device -> new SupervisedContrastive(),
          device -> new MultiSimilarity(),
          device -> new Circle(),
          device -> new GeneralizedLiftedStructure(),
          device -> new NPairs().plus(new NormPenalty(2), 0.02),
          device -> new CosineSimilarityLoss(),
          device ->
              new ProxyAnchor().create(DATA.classes().size(), DIMENSIONS, device, new Seed(1)),
          device ->
              new BinaryCrossEntropy().create(new LearnedL1Distance.Head(DIMENSIONS, device)));

  /**
   * Prepares nothing.
   *
   * @param folder where the encoder is kept between rounds
   */
  TrainingRounds(Path folder) {
    file = folder.resolve("encoder.siamese");
  }

  /** How many rounds it takes until every loss has had its turn. */
  int lossCount() {
    return losses.size();
  }

  /**
   * Trains once, from the loaded encoder to the saved one, and closes everything.
   *
   * @param round from 0
   * @param watcher looks on beside a progress bar
   */
  History run(int round, int epochs, int stepsPerEpoch, TrainingListener watcher) {
    var device = Torch.device("auto");
    var loss = losses.get(round % lossCount()).make(device);
    try (var encoder = Files.exists(file) ? Encoder.load(file, device) : create(device)) {
      var history =
          Trainer.builder()
              .setEncoder(encoder)
              .setData(DATA)
              .setLoss(loss)
              .setConfig(
                  TrainingConfig.defaults()
                      .withPkBatch(10, 4)
                      .withAugmentation(EVERYTHING)
                      .withEpochs(epochs)
                      .withStepsPerEpoch(stepsPerEpoch))
              .optSampler(sampler(round, loss, encoder))
              .optValidation(TRIALS)
              .optListener(TrainingListener.progressBar(loss.toString(), silent()).andThen(watcher))
              .optSeed(new Seed(round))
              .build()
              .train();
      encoder.save(file);
      return history;
    } finally {
      loss.close();
    }
  }

  private static Encoder create(Device device) {
    return Encoder.create(
        new ImageInput(16, true),
        new ResidualCnn(List.of(8, 16)).projected(DIMENSIONS).l2Normalized(),
        device,
        new Seed(4));
  }

  /** Now P×K batches, now mined ones, and pairs for the one loss that is of pairs alone. */
  private static Sampler sampler(int round, Loss loss, Encoder encoder) {
    var seed = new Seed(round);
    if (loss instanceof CosineSimilarityLoss) {
      var left = IntStream.range(0, DATA.size() - 6).toArray();
      var right = IntStream.of(left).map(row -> row + 1 + row % 6).toArray();
      var same = new boolean[left.length];
      for (int i = 0; i < same.length; i++) {
        same[i] = DATA.label(left[i]) == DATA.label(right[i]);
      }
      return Sampler.pairs(LabeledPairs.of(DATA, left, right, same), 20, seed);
    }
    if (round % 3 == 0) {
      try (var manager = Torch.manager(encoder.device())) {
        var embeddings = encoder.embed(DATA, manager);
        var hard = new HardNegativeMiner(Distances.EUCLIDEAN, 5).mine(embeddings, DATA.labels());
        return Sampler.hardNegatives(DATA, hard, 10, 2, seed);
      }
    }
    return null; // the usual one
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private interface Maker {
    Loss make(Device device);
  }
}
