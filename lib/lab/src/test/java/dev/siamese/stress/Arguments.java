package dev.siamese.stress;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.augment.Augmentation;
import dev.siamese.augment.GaussianNoise;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.LabeledPairs;
import dev.siamese.distance.Distances;
import dev.siamese.index.ExactIndex;
import dev.siamese.loss.Contrastive;
import dev.siamese.match.RecordMatcher;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.ResidualCnn;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.PkSampler;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.training.TrainingListener;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Arguments of each type that the public API takes.
 *
 * @param manager owns arrays among them
 * @param method that they are for
 */
record Arguments(Subjects subjects, NDManager manager, String method, Random random) {

  /** A valid argument, or where there is one for its type, a wrong one; null for other types. */
  Object of(Parameter parameter, boolean wrong) {
    var name = parameter.getParameterizedType().getTypeName();
    var type = name.replaceAll("[a-z0-9.]+\\.(?=[A-Z])|\\w+\\$", "");
    var images = Subjects.IMAGES;
    return switch (type) {
      case "int" -> wrong ? -random.nextInt(2) : 1 + random.nextInt(3);
      case "long" -> random.nextLong(5);
      case "double" -> wrong ? Double.NaN : 0.1 + 0.8 * random.nextDouble();
      case "boolean" -> random.nextBoolean();
      case "float[]" -> wrong ? new float[] {1, Float.NaN} : vector();
      case "String" -> wrong ? "" : text();
      case "Object" -> wrong ? 7 : images.toBufferedImage(random.nextInt(12));
      case "List<?>" -> List.of(images.toBufferedImage(0), wrong ? 7 : images.toBufferedImage(1));
      case "List<String>" -> List.of("a", "b", "c");
      case "List<Match>" -> List.of(new RecordMatcher.Match("r0", wrong ? "x" : "r1", 0.5, 1));
      case "Map<String, String>" ->
          method.equals("match") ? Map.of(wrong ? "x" : "name", "name 1") : Map.of();
      case "Path" -> path(wrong);
      case "Dataset" -> wrong ? images.select() : isSingle() ? images.select(3) : images;
      case "ImageFolder" -> ImageFolder.of(subjects.folder.resolve("images"));
      case "Records" -> Subjects.records("s" + random.nextInt());
      case "LabeledPairs" -> pairs();
      case "NDArray" -> manager.ones(new Shape(3, wrong ? 3 : 4));
      case "NDList" -> batch(wrong ? new int[0] : new int[] {0, 1, 2});
      case "NDManager" -> wrong ? closedManager() : manager;
      case "BatchLabels" -> BatchLabels.of(0, 0, wrong ? 9 : 1);
      case "Supplier<T>" -> subjects.work(random.nextInt(4) == 0);
      case "EncoderCard" -> subjects.encoder.card();
      case "Encoder" -> method.equals("withHead") ? subjects.head : subjects.encoder;
      case "State" -> wrong ? new Weights.State(new float[1], new float[0]) : subjects.state;
      case "ExactIndex" -> ExactIndex.of(queries(wrong), Distances.EUCLIDEAN);
      case "Filter" -> ExactIndex.Filter.ALL;
      case "Visitor" -> (ExactIndex.Visitor) (row, found) -> {};
      case "IntUnaryOperator" -> (IntUnaryOperator) row -> 2;
      case "Distance" -> Distances.COSINE;
      case "PairDistances" -> new PairDistances(new float[] {1, 2}, new float[] {2, 4});
      case "LossSpec" -> new Contrastive();
      case "TrainingConfig" -> subjects.config();
      case "Sampler" -> new PkSampler(images, 2, 2, new Seed(1));
      case "Duration" -> Duration.ofSeconds(wrong ? -1 : 1);
      case "EpisodeSet<?>" -> new EpisodeSampler(2, 1, 1).sample(images, 2, new Seed(1));
      case "TrainingListener" -> TrainingListener.NONE;
      case "Seed" -> new Seed(random.nextInt());
      case "Augmentation[]" -> new Augmentation[] {new GaussianNoise(0.01)};
      case "Architecture" -> new ResidualCnn(List.of(4));
      case "UnaryOperator<TrainingConfig>" -> Subjects.changes();
      case "Device" -> Device.cpu();
      default -> null;
    };
  }

  private static float[][] queries(boolean wrong) {
    return wrong ? new float[][] {{1}} : Subjects.vectors(3);
  }

  private float[] vector() {
    return Subjects.vectors(12)[random.nextInt(12)];
  }

  private boolean isSingle() {
    return List.of("layerOutputs", "search").contains(method);
  }

  private String text() {
    return switch (method) {
      case "device" -> "cpu";
      case "loss" -> "triplet";
      default -> "abc".substring(random.nextInt(3));
    };
  }

  /** The file or folder to read, or for each thread another one to write. */
  private Path path(boolean wrong) {
    var name =
        switch (method) {
          case "index" -> wrong ? "missing" : "images";
          case "loadWeights" -> wrong ? "missing" : "weights";
          default -> method + Thread.currentThread().getName();
        };
    return subjects.folder.resolve(name);
  }

  private NDList batch(int[] rows) {
    var images = subjects.encoder.card().input().transform(Subjects.IMAGES);
    return images.batch(manager, rows);
  }

  private static NDManager closedManager() {
    var closed = Torch.manager(Device.cpu());
    closed.close();
    return closed;
  }

  private static LabeledPairs pairs() {
    var images = Subjects.IMAGES;
    var left = IntStream.range(0, 24).map(i -> i % 12).toArray();
    var right = IntStream.range(0, 24).map(i -> (i % 12 + 1 + i / 12 * 5) % 12).toArray();
    var same = new boolean[24];
    for (int i = 0; i < same.length; i++) {
      same[i] = images.label(left[i]) == images.label(right[i]);
    }
    return LabeledPairs.of(images, left, right, same);
  }
}
