package dev.siamese.training;

import ai.djl.Device;
import dev.siamese.augment.Affine;
import dev.siamese.augment.Augmentation;
import dev.siamese.augment.Elastic;
import dev.siamese.augment.Erase;
import dev.siamese.augment.Light;
import dev.siamese.augment.Noise;
import dev.siamese.data.Images;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Trials;
import dev.siamese.distance.Distances;
import dev.siamese.encoder.Encoder;
import dev.siamese.encoder.ImageInput;
import dev.siamese.encoder.ResidualCnn;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.invented.Glyphs;
import dev.siamese.loss.BinaryCrossEntropy;
import dev.siamese.loss.Circle;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.CosineRegression;
import dev.siamese.loss.EmbeddingNorm;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.LearnedHead;
import dev.siamese.loss.LiftedStructure;
import dev.siamese.loss.Loss;
import dev.siamese.loss.MultiSimilarity;
import dev.siamese.loss.NPairs;
import dev.siamese.loss.ProxyAnchor;
import dev.siamese.loss.SoftTriplet;
import dev.siamese.loss.SupervisedContrastive;
import dev.siamese.loss.Triplet;
import dev.siamese.mining.DistanceWeighted;
import dev.siamese.mining.HardNegativeBatches;
import dev.siamese.mining.HardNegatives;
import dev.siamese.mining.PairMining;
import dev.siamese.mining.TripletMining;
import dev.siamese.sampling.Episodes;
import dev.siamese.sampling.PairBatches;
import dev.siamese.sampling.Sampler;
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
final class Rounds {

  private static final int DIMENSIONS = 16;
  private static final Images DATA = new Glyphs(4, 10, 6, 32).draw(new Seed(1));
  private static final Trials<Images> TRIALS =
      new Episodes(5, 1, 1).anywhere(new Glyphs(2, 10, 4, 32).draw(new Seed(2)), 4, new Seed(3));
  private static final Augmentation EVERYTHING =
      Affine.HANDWRITING
          .then(Elastic.HANDWRITING)
          .then(new Light(0.1, 0.1))
          .then(new Noise(0.02).sometimes(0.5))
          .then(new Erase(0.05, 0.2, 0).sometimes(0.5));

  private final Path file;

  /** The losses by their makers, for those with weights of their own are closed after use. */
  private final List<Maker> losses =
      List.of(
          device -> new Contrastive(),
          device -> new Contrastive(Distances.MANHATTAN, 4, 1, PairMining.HARD),
          device -> new Triplet(Distances.EUCLIDEAN, 0.2, TripletMining.ALL),
          device -> new Triplet(),
          device -> new Triplet(Distances.EUCLIDEAN, 0.2, TripletMining.EASY_POSITIVE_SEMI_HARD),
          device ->
              new Triplet(Distances.EUCLIDEAN, 0.2, new DistanceWeighted(DIMENSIONS, new Seed(1))),
          device -> new SoftTriplet(),
          device -> new InfoNce(),
          device -> new SupervisedContrastive(),
          device -> new MultiSimilarity(),
          device -> new Circle(),
          device -> new LiftedStructure(),
          device -> new NPairs().plus(new EmbeddingNorm(2), 0.02),
          device -> new CosineRegression(),
          device -> new ProxyAnchor(DATA.classes().size(), DIMENSIONS, device, new Seed(1)),
          device -> new BinaryCrossEntropy(new LearnedHead(DIMENSIONS, device)));

  /**
   * Prepares nothing.
   *
   * @param folder where the encoder is kept between rounds
   */
  Rounds(Path folder) {
    file = folder.resolve("encoder.siamese");
  }

  /** How many rounds it takes until every loss has had its turn. */
  int count() {
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
    var loss = losses.get(round % count()).make(device);
    try (var encoder = Files.exists(file) ? Encoder.load(file, device) : create(device)) {
      var history =
          Training.builder()
              .setEncoder(encoder)
              .setData(DATA)
              .setLoss(loss)
              .optBatch(10, 4)
              .optSampler(sampler(round, loss, encoder))
              .optAugmentation(EVERYTHING)
              .optEpochs(epochs)
              .optStepsPerEpoch(stepsPerEpoch)
              .optValidation(TRIALS)
              .optListener(new ProgressBar(loss.toString(), silent()).and(watcher))
              .optSeed(new Seed(round))
              .build()
              .run();
      encoder.save(file);
      return history;
    } finally {
      close(loss);
    }
  }

  private static Encoder create(Device device) {
    return Encoder.create(
        new ImageInput(16, true),
        new ResidualCnn(List.of(8, 16)).projected(DIMENSIONS).normalized(),
        device,
        new Seed(4));
  }

  /** Now P×K batches, now mined ones, and pairs for the one loss that is of pairs alone. */
  private static Sampler sampler(int round, Loss loss, Encoder encoder) {
    var seed = new Seed(round);
    if (loss instanceof CosineRegression) {
      var left = IntStream.range(0, DATA.size() - 6).toArray();
      var right = IntStream.of(left).map(row -> row + 1 + row % 6).toArray();
      var same = new boolean[left.length];
      for (int i = 0; i < same.length; i++) {
        same[i] = DATA.label(left[i]) == DATA.label(right[i]);
      }
      return new PairBatches(LabeledPairs.of(DATA, left, right, same), 20, seed);
    }
    if (round % 3 == 0) {
      try (var manager = Torch.manager(encoder.manager().getDevice())) {
        var embeddings = encoder.embed(DATA, manager);
        var hard = new HardNegatives(Distances.EUCLIDEAN, 5).mine(embeddings, DATA.labels());
        return new HardNegativeBatches(DATA, hard, 10, 2, seed);
      }
    }
    return null; // the usual one
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private static void close(Loss loss) {
    if (loss instanceof ProxyAnchor proxies) {
      proxies.close();
    } else if (loss.distance() instanceof LearnedHead head) {
      head.close();
    }
  }

  private interface Maker {
    Loss make(Device device);
  }
}
