package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.baseline.Pixels;
import dev.siamese.catalog.ImageTable;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.LabeledPairs;
import dev.siamese.distance.Distances;
import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Counts;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Verification of images that are labelled by pairs. Images that are linked by pairs of the same
 * form a class; the encoder is trained on these classes. No class is in more than one part.
 *
 * @param name of the data set
 * @param train the images of the training classes
 * @param validation pairs of other classes that the threshold is calibrated on
 * @param test pairs of further classes
 * @param split the images of each part
 */
record ImagePairTask(
    String name,
    Images train,
    Optional<LabeledPairs> validation,
    LabeledPairs test,
    Optional<RecordedSplit> split)
    implements Task {

  private static final int TEST_FRACTION = 3; // one of so many classes
  private static final int VALIDATION_FRACTION = 5; // one of so many of the others

  /** Reads the images of a CSV file of pairs: a third of the classes, at random, is the test. */
  static ImagePairTask load(
      Path path,
      ImageTable table,
      UnaryOperator<Images> transform,
      Seed seed,
      Consumer<DataException> skipped) {
    var all = LinkedImages.read(table, transform, skipped);
    int classes = all.images().classes().size();
    var order = seed.derive("split").permutation(classes);
    int test = classes / TEST_FRACTION;
    int validation = (classes - test) / VALIDATION_FRACTION;
    var testClasses = classes(order, 0, test);
    var validationClasses = classes(order, test, test + validation);
    var trainClasses = classes(order, test + validation, classes);
    var train = all.trainable(trainClasses);
    var held = all.pairs(validationClasses);
    var tested = all.pairs(testClasses);
    if (train.classes().size() < 2 || !hasBoth(tested)) {
      throw new DataException(
          "%s has %s of images linked as the same: too few to train on 2 and to test others, with pairs of both kinds; add pairs"
              .formatted(path, Counts.of(classes, "class")));
    }
    var rule =
        "a random third of the %s of linked images is the test (seed %d); pairs across parts are left out"
            .formatted(Counts.of(classes, "class"), seed.value());
    var split =
        new RecordedSplit(
            "sample",
            rule,
            all.paths(trainClasses),
            all.paths(validationClasses),
            all.paths(testClasses));
    return new ImagePairTask(
        OwnParts.name(path),
        train,
        hasBoth(held) ? Optional.of(held) : Optional.empty(),
        tested,
        Optional.of(split));
  }

  /** The pairs of which both images were held out when an encoder was trained. */
  static ImagePairTask evaluation(
      Path path, ImageTable table, UnaryOperator<Images> transform, EvaluationRequest request) {
    var all = LinkedImages.read(table, transform, request.skipped());
    var chosen = request.select(all.paths());
    var tested = all.pairs((left, right) -> chosen.names().containsAll(List.of(left, right)));
    if (!hasBoth(tested)) {
      throw new DataException(
          path + " has no two pairs, one the same and one different, of images that are held out");
    }
    return new ImagePairTask(
        OwnParts.name(path), all.images(), Optional.empty(), tested, Optional.of(request.split()));
  }

  private static Set<Integer> classes(int[] order, int from, int to) {
    return Arrays.stream(order, from, to).boxed().collect(Collectors.toSet());
  }

  private static boolean hasBoth(LabeledPairs pairs) {
    long same = IntStream.range(0, pairs.size()).filter(i -> pairs.similarity()[i] == 1).count();
    return same > 0 && same < pairs.size();
  }

  @Override
  public TrainingResult train(
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    var encoder = config.createEncoder(train, device, seed);
    var trainer = TaskTraining.builder(encoder, name, train, config, seed, listener, checkpoint);
    validation.ifPresent(trainer::optValidation);
    var history = trainer.build().train();
    validation.ifPresent(
        pairs -> {
          var distances = distances(encoder, pairs);
          TaskTraining.calibrate(encoder, distances, distances.bestBalancedAccuracy());
        });
    encoder.setCard(encoder.card().withInputStatistics(train));
    return new TrainingResult(encoder, history);
  }

  private static PairDistances distances(Encoder encoder, LabeledPairs pairs) {
    try (var manager = Torch.manager(encoder.device())) {
      return VerificationPairs.listed(
          encoder.embed(pairs.data(), manager), pairs, encoder.card().distance());
    }
  }

  @Override
  public Measurements measure(Encoder encoder) {
    var distances = distances(encoder, test);
    var metrics = metrics(distances);
    encoder
        .card()
        .threshold()
        .ifPresent(
            threshold ->
                metrics.put(
                    "accuracy",
                    Measurement.fraction(distances.accuracy(threshold), distances.size())));
    return new Measurements(metrics);
  }

  @Override
  public Optional<PairDistances> testDistances(Encoder encoder) {
    return Optional.of(distances(encoder, test));
  }

  private static Map<String, Measurement> metrics(PairDistances distances) {
    var metrics = new LinkedHashMap<String, Measurement>();
    metrics.put("eer", Measurement.equalErrorRate(distances));
    metrics.put("roc_auc", Measurement.rocAuc(distances));
    return metrics;
  }

  /** The Euclidean distance of the pixels. */
  @Override
  public Optional<Baseline> baseline() {
    try (var manager = Torch.manager(Device.cpu())) {
      var pixels = manager.create(new Pixels().extract((Images) test.data()));
      var distances = VerificationPairs.listed(pixels, test, Distances.EUCLIDEAN);
      return Optional.of(new Baseline("distance of pixels", new Measurements(metrics(distances))));
    }
  }

  @Override
  public int[] trainingClassSizes() {
    return train.classSizes();
  }

  @Override
  public ImagePairTask trainSubset(int classes, double fraction, Seed seed) {
    var part = TrainSubset.of(train, classes, fraction, seed);
    return new ImagePairTask(name, part, validation, test, Optional.empty());
  }

  @Override
  public String toString() {
    return "%s: %s of %s for training, %s for validation, %s for the test; %s"
        .formatted(
            name,
            Counts.of(train.size(), "image"),
            Counts.of(train.classes().size(), "class"),
            Counts.of(validation.map(LabeledPairs::size).orElse(0), "pair"),
            Counts.of(test.size(), "pair"),
            split.map(RecordedSplit::rule).orElse(""));
  }
}
