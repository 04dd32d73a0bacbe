package dev.siamese.device;

import ai.djl.Device;
import dev.siamese.augment.AmplitudeScaling;
import dev.siamese.augment.Augmentation;
import dev.siamese.augment.BrightnessContrast;
import dev.siamese.augment.ElasticTransform;
import dev.siamese.augment.FrequencyMasking;
import dev.siamese.augment.GaussianNoise;
import dev.siamese.augment.RandomAffine;
import dev.siamese.augment.RandomErasing;
import dev.siamese.augment.RandomFlip;
import dev.siamese.augment.RandomMorphology;
import dev.siamese.augment.RandomTimeCrop;
import dev.siamese.augment.TimeMasking;
import dev.siamese.augment.TimeWarp;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.data.TwoModalities;
import dev.siamese.distance.Distance;
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
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiners;
import dev.siamese.model.Architecture;
import dev.siamese.model.BiRnn;
import dev.siamese.model.BiRnn.Cell;
import dev.siamese.model.Cnn1d;
import dev.siamese.model.Conv4;
import dev.siamese.model.ImageInput;
import dev.siamese.model.KochCnn;
import dev.siamese.model.Mlp;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.ResidualCnn;
import dev.siamese.model.SequenceInput;
import dev.siamese.model.SimpleCnn;
import dev.siamese.model.TransformerEncoder;
import dev.siamese.model.TwoTower;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One of everything that computes on a device. */
final class DeviceCases {

  private static final int CLASSES = 4;
  private static final int SAMPLES_PER_CLASS = 4;
  private static final int MAX_LENGTH = 12;
  private static final int CHANNELS = 3;

  private DeviceCases() {}

  /**
   * A network and what it takes.
   *
   * @param data raw samples
   */
  record NetworkCase(Preprocessor input, Architecture architecture, Dataset data) {

    @Override
    public String toString() {
      return architecture.toString();
    }
  }

  /** All kinds of networks, small. */
  static List<NetworkCase> networks() {
    var sequences = SequenceInput.variableLength(CHANNELS, MAX_LENGTH);
    return List.of(
        image(new Mlp(List.of(6, 4)), 8),
        image(new SimpleCnn(List.of(4, 5), 6), 14),
        image(new KochCnn(3), 69),
        image(new Conv4(4), 16),
        image(new ResidualCnn(List.of(4, 8)).projected(5).l2Normalized(), 12),
        image(new ResidualCnn(3, List.of(4, 8), 1).spaceToDepth(2).projected(5), 16),
        signalNetwork(),
        new NetworkCase(sequences, new BiRnn(Cell.GRU, 4, 2), sequences()),
        new NetworkCase(sequences, new BiRnn(Cell.LSTM, 4, 1), sequences()),
        new NetworkCase(sequences, new TransformerEncoder(8, 2, 2, 10, 0, MAX_LENGTH), sequences()),
        new NetworkCase(
            TwoTower.input(new ImageInput(16, true), sequences),
            new TwoTower(new ResidualCnn(List.of(3)).projected(8), 1, new BiRnn(Cell.GRU, 4, 1), 5),
            new TwoModalities(images(16), sequences())));
  }

  private static NetworkCase image(Architecture architecture, int size) {
    return new NetworkCase(new ImageInput(size, true), architecture, images(size));
  }

  /** A network over time. */
  static NetworkCase signalNetwork() {
    return new NetworkCase(
        SequenceInput.padded(CHANNELS, MAX_LENGTH), new Cnn1d(List.of(4, 5), 3), sequences());
  }

  private static Images images(int size) {
    return new SyntheticGlyphs(1, CLASSES, SAMPLES_PER_CLASS, size).generate(new Seed(1));
  }

  private static Sequences sequences() {
    var random = new Seed(2).generator();
    var values = new float[CLASSES * SAMPLES_PER_CLASS][];
    for (int row = 0; row < values.length; row++) {
      values[row] = new float[CHANNELS * (4 + row % (MAX_LENGTH - 4))];
      for (int i = 0; i < values[row].length; i++) {
        values[row][i] = (float) random.nextGaussian();
      }
    }
    List<ClassInfo> classes = images(8).classes();
    var labels = IntStream.range(0, values.length).map(row -> row / SAMPLES_PER_CLASS).toArray();
    return new Sequences(CHANNELS, values, new Targets(labels, classes));
  }

  /** All alterations of images. */
  static List<Augmentation> imageAugmentations() {
    return List.of(
        RandomAffine.HANDWRITING,
        ElasticTransform.HANDWRITING,
        new RandomMorphology(0.5),
        RandomAffine.HANDWRITING.sharedByGroup(3),
        new RandomErasing(0.1, 0.3, 0.5),
        new RandomFlip(0.5, 0.5),
        new BrightnessContrast(0.2, 0.2),
        new GaussianNoise(0.1),
        new FrequencyMasking(0.3, 2),
        new TimeMasking(0.3, 2),
        new GaussianNoise(0.1).withProbability(0.5),
        RandomAffine.HANDWRITING.then(ElasticTransform.HANDWRITING));
  }

  /** All alterations of signals. */
  static List<Augmentation> signalAugmentations() {
    return List.of(
        new RandomTimeCrop(0.7),
        new AmplitudeScaling(0.2, 0.1),
        new TimeWarp(0.3, 4),
        new TimeMasking(0.3, 1),
        new GaussianNoise(0.1));
  }

  /** All distances, for embeddings of four dimensions. */
  static List<Distance> distances() {
    var distances = new ArrayList<Distance>(List.of(Distances.values()));
    distances.add(Distances.minkowski(1));
    distances.add(Distances.minkowski(2));
    distances.add(Distances.minkowski(3));
    distances.add(new LearnedL1Distance(List.of(-1f, 0.5f, -0.25f, -2f), 1));
    return distances;
  }

  /**
   * Hands out all losses, with every mining and every distance at least once.
   *
   * @param classes in the data
   * @param dimensions of the embeddings
   * @param device of the losses that have weights
   */
  static void forEachLoss(Device device, int classes, int dimensions, Consumer<Loss> use) {
    try (var head = new LearnedL1Distance.Head(dimensions, device);
        var proxies = new ProxyAnchor().create(classes, dimensions, device, new Seed(7))) {
      losses(dimensions, head, proxies).forEach(use);
    }
  }

  private static List<Loss> losses(int dimensions, LearnedL1Distance.Head head, Loss proxies) {
    var losses = new ArrayList<Loss>();
    for (var mining : PairMiners.values()) {
      losses.add(new Contrastive(Distances.EUCLIDEAN, 1.4, 0.4, mining));
    }
    losses.add(new Contrastive(Distances.SQUARED_EUCLIDEAN, 1, 0, PairMiners.multiSimilarity(0.1)));
    losses.add(new Contrastive(Distances.minkowski(3), 1));
    for (var mining : TripletMiners.values()) {
      losses.add(new Triplet(Distances.EUCLIDEAN, 0.2, mining));
    }
    losses.add(
        new Triplet(
            Distances.COSINE,
            0.2,
            TripletMiners.distanceWeighted(0.5, 1.4).create(dimensions, new Seed(3))));
    losses.add(new SoftMarginTriplet());
    losses.add(new SoftMarginTriplet(Distances.MANHATTAN, TripletMiners.BATCH_ALL));
    losses.add(new InfoNce());
    losses.add(new InfoNce(head, 0.5));
    losses.add(new SupervisedContrastive());
    losses.add(new MultiSimilarity());
    losses.add(new MultiSimilarity(Distances.COSINE, 2, 50, 0.5, PairMiners.ALL));
    losses.add(new Circle());
    losses.add(new GeneralizedLiftedStructure());
    losses.add(new NPairs());
    losses.add(proxies);
    losses.add(new BinaryCrossEntropy().create(head));
    losses.add(new CosineSimilarityLoss());
    losses.add(new NormPenalty());
    losses.add(new Triplet().plus(new NormPenalty(2), 0.1));
    return losses;
  }
}
