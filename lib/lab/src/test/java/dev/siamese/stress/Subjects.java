package dev.siamese.stress;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.Embedder;
import dev.siamese.Siamese;
import dev.siamese.SiameseBuilder;
import dev.siamese.data.Images;
import dev.siamese.data.Records;
import dev.siamese.data.Targets;
import dev.siamese.distance.Distances;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.index.ExactIndex;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Loss;
import dev.siamese.loss.ProxyAnchor;
import dev.siamese.loss.SoftmaxClassifier;
import dev.siamese.match.Gallery;
import dev.siamese.match.ImageIndex;
import dev.siamese.match.RecordMatcher;
import dev.siamese.match.Verifier;
import dev.siamese.metrics.Calibration;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.EncoderCard;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.ResidualCnn;
import dev.siamese.search.DiskIndex;
import dev.siamese.search.MemoryIndex;
import dev.siamese.search.Metric;
import dev.siamese.serve.Server;
import dev.siamese.serve.ServerOptions;
import dev.siamese.study.RunResult;
import dev.siamese.task.DensityRatioScorer;
import dev.siamese.task.TrainingResult;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Weights;
import dev.siamese.training.History;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Objects of the public API that own native memory or change, and arguments for their methods. */
final class Subjects implements AutoCloseable {

  /** How to make an object; the methods that need nothing that {@code close()} releases. */
  record Subject(Function<Subjects, Object> maker, String afterClose) {}

  static final Images IMAGES =
      new Images(8, 8, pixels(12), new Targets(labels(), Targets.of("a", "b", "c").classes()));
  private static final Records RECORDS = records("r");

  private static final String LOSS =
      "activeFraction create distance isClosedSet maxTriplets parameters plus toString withDistance withFiniteCheck";

  static final Map<Class<?>, Subject> ALL = new LinkedHashMap<>();

  static {
    add(Siamese.class, "encoder toString", s -> Siamese.of(s.encoder));
    add(Siamese.Index.class, "size", s -> Siamese.of(s.encoder).index(IMAGES));
    add(Embedder.class, "", s -> new Embedder(s.encoder));
    add(Encoder.class, "card setCard device parameterCount toString weights", s -> s.encoder);
    add(Weights.class, "device", s -> s.encoder.weights());
    add(Gallery.class, "enroll identify names remove save size", Subjects::gallery);
    add(ImageIndex.class, "duplicates search size skipped", Subjects::imageIndex);
    add(
        Verifier.class,
        "encoder equals hashCode probability threshold toString verify",
        s -> new Verifier(s.encoder));
    add(DensityRatioScorer.class, "", s -> new DensityRatioScorer(s.encoder, IMAGES, IMAGES, 1));
    add(
        TrainingResult.class,
        "encoder history equals hashCode toString",
        s -> new TrainingResult(s.encoder, s.trainer().train()));
    add(
        RunResult.class,
        "after before distance encoder equals hashCode history loss seconds toString",
        s -> new RunResult(new InfoNce(), s.encoder, s.trainer().train(), null, null, 1));
    add(
        LearnedL1Distance.Head.class,
        "parameters toString weights",
        s -> new LearnedL1Distance.Head(4, Device.cpu()));
    add(Loss.class, LOSS, s -> new ProxyAnchor().create(3, 4, Device.cpu(), new Seed(1)));
    add(
        SoftmaxClassifier.Head.class,
        LOSS,
        s -> new SoftmaxClassifier().create(3, 4, Device.cpu(), new Seed(1)));
    add(Trainer.class, "", Subjects::trainer);
    add(Trainer.Builder.class, null, s -> Trainer.builder().setEncoder(s.encoder).setData(IMAGES));
    add(SiameseBuilder.class, null, s -> Siamese.builder().change(changes()).quiet());
    add(History.class, null, s -> s.trainer().train());
    add(EncoderCard.class, null, s -> s.encoder.card());
    add(Calibration.class, null, s -> new Calibration(-1, 0, 0.5));
    add(ExactIndex.class, null, s -> ExactIndex.of(vectors(20), Distances.EUCLIDEAN));
    add(RecordMatcher.class, null, s -> RecordMatcher.unsupervised(RECORDS));
    add(MemoryIndex.class, "toString", s -> new MemoryIndex(4, Metric.EUCLIDEAN));
    add(
        DiskIndex.class,
        "toString",
        s -> DiskIndex.open(s.folder.resolve("disk" + System.nanoTime()), 4, Metric.EUCLIDEAN));
    add(
        Server.class,
        "address",
        s -> Server.start(s.encoder, ServerOptions.defaults().withAddress("127.0.0.1", 0)));
  }

  final Path folder;
  final Encoder encoder;
  final Encoder head;
  final Weights.State state;

  Subjects(Path folder) throws IOException {
    this.folder = folder;
    var input = new ImageInput(8, true);
    var network = new ResidualCnn(List.of(4)).projected(4).l2Normalized();
    encoder = Encoder.create(input, network, Device.cpu(), new Seed(3));
    var card = encoder.card().withThreshold(0.5).withInputStatistics(IMAGES);
    encoder.setCard(new Calibration(-1, 0, 0.5).addTo(card));
    head =
        Encoder.create(
            Preprocessor.none(new Shape(4)), Architecture.identity(), Device.cpu(), new Seed(1));
    state = encoder.weights().state();
    if (Files.notExists(folder.resolve("images"))) {
      encoder.exportWeights(folder.resolve("weights"));
      for (int i = 0; i < 12; i++) {
        var file = folder.resolve("images/%s/%d.pgm".formatted("abc".charAt(i / 4), i));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "P2 3 2 255 %d %d 9 200 %d 1".formatted(20 * i, 255 - 9 * i, i));
      }
    }
  }

  private static void add(Class<?> type, String afterClose, Function<Subjects, Object> maker) {
    ALL.put(type, new Subject(maker, afterClose));
  }

  private static byte[] pixels(int count) {
    var pixels = new byte[count * 64];
    new Random(1).nextBytes(pixels);
    return pixels;
  }

  private static int[] labels() {
    return new int[] {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2};
  }

  static float[][] vectors(int count) {
    var random = new Random(2);
    var vectors = new float[count][4];
    for (var vector : vectors) {
      for (int i = 0; i < 4; i++) {
        vector[i] = random.nextFloat();
      }
    }
    return vectors;
  }

  static Records records(String prefix) {
    var keys = new String[12];
    var values = new String[12][2];
    for (int i = 0; i < 12; i++) {
      keys[i] = prefix + i;
      values[i] = new String[] {"name " + i / 2, "town " + i % 5};
    }
    return new Records(List.of("name", "town"), List.of(keys), values, Targets.of(keys));
  }

  private Gallery gallery() {
    var gallery = new Gallery(encoder);
    gallery.enroll(IMAGES);
    return gallery;
  }

  private ImageIndex imageIndex() {
    return ImageIndex.open(folder.resolve("images"), folder.resolve("index"), encoder);
  }

  TrainingConfig config() {
    return changes().apply(TrainingConfig.defaults());
  }

  static UnaryOperator<TrainingConfig> changes() {
    return before -> before.withPkBatch(2, 2).withEpochs(1).withStepsPerEpoch(2);
  }

  private Trainer trainer() {
    return Trainer.builder().setEncoder(encoder).setData(IMAGES).setConfig(config()).build();
  }

  /** What runs while other threads wait; reads arrays, or trains. */
  Supplier<Object> work(boolean trains) {
    return trains ? trainer()::train : () -> encoder.weights().state();
  }

  @Override
  public void close() {
    encoder.close();
    head.close();
  }
}
