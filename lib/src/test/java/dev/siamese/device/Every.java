package dev.siamese.device;

import ai.djl.Device;
import dev.siamese.augment.Affine;
import dev.siamese.augment.Alike;
import dev.siamese.augment.Augmentation;
import dev.siamese.augment.Crop;
import dev.siamese.augment.Elastic;
import dev.siamese.augment.Erase;
import dev.siamese.augment.Flip;
import dev.siamese.augment.FrequencyMask;
import dev.siamese.augment.Light;
import dev.siamese.augment.Noise;
import dev.siamese.augment.Scaling;
import dev.siamese.augment.StrokeWidth;
import dev.siamese.augment.TimeMask;
import dev.siamese.augment.TimeWarp;
import dev.siamese.data.ClassLabel;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Mixed;
import dev.siamese.data.Sequences;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.distance.LearnedL1;
import dev.siamese.distance.Minkowski;
import dev.siamese.encoder.Architecture;
import dev.siamese.encoder.FourBlockCnn;
import dev.siamese.encoder.GuideCnn;
import dev.siamese.encoder.ImageInput;
import dev.siamese.encoder.Input;
import dev.siamese.encoder.KochCnn;
import dev.siamese.encoder.MixedInput;
import dev.siamese.encoder.Patches;
import dev.siamese.encoder.Perceptron;
import dev.siamese.encoder.Recurrent;
import dev.siamese.encoder.Recurrent.Cell;
import dev.siamese.encoder.ResidualCnn;
import dev.siamese.encoder.SequenceInput;
import dev.siamese.encoder.SignalCnn;
import dev.siamese.encoder.SignalInput;
import dev.siamese.encoder.SmallTransformer;
import dev.siamese.encoder.TwoKinds;
import dev.siamese.engine.Seed;
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
import dev.siamese.mining.MultiSimilarityMining;
import dev.siamese.mining.PairMining;
import dev.siamese.mining.TripletMining;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One of everything that computes on a device. */
final class Every {

  private static final int CLASSES = 4;
  private static final int PER_CLASS = 4;
  private static final int LONGEST = 12;
  private static final int CHANNELS = 3;

  private Every() {}

  /**
   * A network and what it takes.
   *
   * @param data raw samples
   */
  record Sample(Input input, Architecture architecture, Dataset data) {

    @Override
    public String toString() {
      return architecture.toString();
    }
  }

  /** All kinds of networks, small. */
  static List<Sample> network() {
    var sequences = new SequenceInput(CHANNELS, LONGEST);
    return List.of(
        image(new Perceptron(List.of(6, 4)), 8),
        image(new GuideCnn(List.of(4, 5), 6), 14),
        image(new KochCnn(3), 69),
        image(new FourBlockCnn(4), 16),
        image(new ResidualCnn(List.of(4, 8)).projected(5).normalized(), 12),
        image(new Patches(2, new ResidualCnn(3, List.of(4, 8), 1)).projected(5), 16),
        signal(),
        new Sample(sequences, new Recurrent(Cell.GRU, 4, 2), sequences()),
        new Sample(sequences, new Recurrent(Cell.LSTM, 4, 1), sequences()),
        new Sample(sequences, new SmallTransformer(8, 2, 2, 10, 0, LONGEST), sequences()),
        new Sample(
            new MixedInput(new ImageInput(16, true), sequences),
            new TwoKinds(
                new ResidualCnn(List.of(3)).projected(8), 1, new Recurrent(Cell.GRU, 4, 1), 5),
            new Mixed(images(16), sequences())));
  }

  private static Sample image(Architecture architecture, int size) {
    return new Sample(new ImageInput(size, true), architecture, images(size));
  }

  /** A network over time. */
  static Sample signal() {
    return new Sample(
        new SignalInput(CHANNELS, LONGEST), new SignalCnn(List.of(4, 5), 3), sequences());
  }

  private static Images images(int size) {
    return new Glyphs(1, CLASSES, PER_CLASS, size).draw(new Seed(1));
  }

  private static Sequences sequences() {
    var random = new Seed(2).generator();
    var values = new float[CLASSES * PER_CLASS][];
    for (int row = 0; row < values.length; row++) {
      values[row] = new float[CHANNELS * (4 + row % (LONGEST - 4))];
      for (int i = 0; i < values[row].length; i++) {
        values[row][i] = (float) random.nextGaussian();
      }
    }
    List<ClassLabel> classes = images(8).classes();
    var labels = IntStream.range(0, values.length).map(row -> row / PER_CLASS).toArray();
    return new Sequences(CHANNELS, values, labels, classes);
  }

  /** All alterations of images. */
  static List<Augmentation> imageAugmentation() {
    return List.of(
        Affine.HANDWRITING,
        Elastic.HANDWRITING,
        new StrokeWidth(0.5),
        new Alike(3, Affine.HANDWRITING),
        new Erase(0.1, 0.3, 0.5),
        new Flip(0.5, 0.5),
        new Light(0.2, 0.2),
        new Noise(0.1),
        new FrequencyMask(0.3, 2),
        new TimeMask(0.3, 2),
        new Noise(0.1).sometimes(0.5),
        Affine.HANDWRITING.then(Elastic.HANDWRITING));
  }

  /** All alterations of signals. */
  static List<Augmentation> signalAugmentation() {
    return List.of(
        new Crop(0.7),
        new Scaling(0.2, 0.1),
        new TimeWarp(0.3, 4),
        new TimeMask(0.3, 1),
        new Noise(0.1));
  }

  /** All distances, for embeddings of four dimensions. */
  static List<Distance> distance() {
    var distances = new ArrayList<Distance>(List.of(Distances.values()));
    distances.add(new Minkowski(1));
    distances.add(new Minkowski(2));
    distances.add(new Minkowski(3));
    distances.add(new LearnedL1(List.of(-1f, 0.5f, -0.25f, -2f), 1));
    return distances;
  }

  /**
   * Hands out all losses, with every mining and every distance at least once.
   *
   * @param classes in the data
   * @param dimensions of the embeddings
   * @param device of the losses that have weights
   */
  static void loss(Device device, int classes, int dimensions, Consumer<Loss> use) {
    try (var head = new LearnedHead(dimensions, device);
        var proxies = new ProxyAnchor(classes, dimensions, device, new Seed(7))) {
      losses(dimensions, head, proxies).forEach(use);
    }
  }

  private static List<Loss> losses(int dimensions, LearnedHead head, ProxyAnchor proxies) {
    var losses = new ArrayList<Loss>();
    for (var mining : PairMining.values()) {
      losses.add(new Contrastive(Distances.EUCLIDEAN, 1.4, 0.4, mining));
    }
    losses.add(new Contrastive(Distances.SQUARED_EUCLIDEAN, 1, 0, new MultiSimilarityMining()));
    losses.add(new Contrastive(new Minkowski(3), 1));
    for (var mining : TripletMining.values()) {
      losses.add(new Triplet(Distances.EUCLIDEAN, 0.2, mining));
    }
    losses.add(new Triplet(Distances.COSINE, 0.2, new DistanceWeighted(dimensions, new Seed(3))));
    losses.add(new SoftTriplet());
    losses.add(new SoftTriplet(Distances.MANHATTAN, TripletMining.ALL));
    losses.add(new InfoNce());
    losses.add(new InfoNce(head, 0.5));
    losses.add(new SupervisedContrastive());
    losses.add(new MultiSimilarity());
    losses.add(new MultiSimilarity(Distances.COSINE, 2, 50, 0.5, PairMining.ALL));
    losses.add(new Circle());
    losses.add(new LiftedStructure());
    losses.add(new NPairs());
    losses.add(proxies);
    losses.add(new BinaryCrossEntropy(head));
    losses.add(new CosineRegression());
    losses.add(new EmbeddingNorm());
    losses.add(new Triplet().plus(new EmbeddingNorm(2), 0.1));
    return losses;
  }
}
