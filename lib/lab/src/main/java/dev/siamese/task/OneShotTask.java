package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.baseline.Pixels;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.distance.Distances;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Counts;
import dev.siamese.training.History;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * One-shot recognition of images: training classes, and episodes of disjoint validation and test
 * classes. {@link OneShotTasks} creates it.
 *
 * @param name of the data set
 * @param train the training images
 * @param validation episodes to select the best epoch by
 * @param test episodes for the final evaluation; none if there is too little data for a test
 * @param split the classes or images of each part
 */
public record OneShotTask(
    String name,
    Images train,
    Optional<EpisodeSet<Images>> validation,
    EpisodeSet<Images> test,
    Optional<RecordedSplit> split)
    implements Task {

  private static final String FIXED = "the split of the data set";

  /**
   * A task whose parts are of different classes.
   *
   * @param name of the data set
   * @param train the training images
   * @param validation episodes to select the best epoch by
   * @param test episodes for the final evaluation
   */
  public OneShotTask(
      String name, Images train, Optional<EpisodeSet<Images>> validation, EpisodeSet<Images> test) {
    this(name, train, validation, test, Optional.of(split(FIXED, train, validation, test)));
  }

  static RecordedSplit split(
      String rule, Images train, Optional<EpisodeSet<Images>> validation, EpisodeSet<Images> test) {
    return RecordedSplit.of("class", rule, train, validation.map(EpisodeSet::data), test.data());
  }

  @Override
  public TrainingResult train(
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    var encoder = config.createEncoder(train, device, seed);
    var history = train(encoder, config, seed, listener, checkpoint);
    if (validation.isEmpty() || !config.architecture().choosesFeatureWeight()) {
      return new TrainingResult(encoder, history);
    }
    var best = FeatureWeightSearch.best(encoder, validation.get());
    calibrate(best, validation.get().data());
    return new TrainingResult(best, history);
  }

  /**
   * Trains an existing encoder. With validation, the threshold on its card is that of the best
   * balanced accuracy on the pairs within the groups of the validation images.
   *
   * @param encoder on the device to train on
   * @param config the hyper-parameters; input and architecture are those of the encoder
   * @param seed of batches and augmentation
   * @param listener receives the progress of the training
   * @param checkpoint the file from which an interrupted run continues
   * @return the losses and validation errors
   */
  public History train(
      Encoder encoder,
      TrainingConfig config,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    var trainer = TaskTraining.builder(encoder, name, train, config, seed, listener, checkpoint);
    validation.ifPresent(trainer::optValidation);
    var history = trainer.build().train();
    validation.ifPresent(episodes -> calibrate(encoder, episodes.data()));
    encoder.setCard(encoder.card().withInputStatistics(train));
    return history;
  }

  private static void calibrate(Encoder encoder, Images images) {
    try (var manager = Torch.manager(encoder.device())) {
      var embeddings = encoder.embed(images, manager);
      var pairs = VerificationPairs.withinGroups(embeddings, images, encoder.card().distance());
      TaskTraining.calibrate(encoder, pairs, pairs.bestBalancedAccuracy());
    }
  }

  @Override
  public Measurements measure(Encoder encoder) {
    return metrics(FewShotResult.evaluate(encoder, requireTest()));
  }

  @Override
  public Optional<PairDistances> testDistances(Encoder encoder) {
    return Optional.of(FewShotResult.evaluate(encoder, requireTest()).pairs());
  }

  /**
   * {@return the test episodes}
   *
   * @throws DataException if there are none
   */
  public EpisodeSet<Images> requireTest() {
    if (test.episodes().isEmpty()) {
      throw new DataException(
          name
              + " has no test part: a third image of each class, or 4 classes, allow one; or evaluate images of another folder");
    }
    return test;
  }

  /** The Euclidean distance of the pixels. */
  @Override
  public Optional<Baseline> baseline() {
    var result = new Pixels().evaluate(requireTest(), Distances.EUCLIDEAN);
    return Optional.of(new Baseline("distance of pixels", metrics(result)));
  }

  /** The error rate with its 95 % interval, and the equal error rate. */
  static Measurements metrics(FewShotResult result) {
    var metrics = new LinkedHashMap<String, Measurement>();
    metrics.put("error", Measurement.error(result));
    metrics.put("eer", Measurement.equalErrorRate(result.pairs()));
    return new Measurements(metrics);
  }

  @Override
  public int[] trainingClassSizes() {
    return train.classSizes();
  }

  @Override
  public OneShotTask trainSubset(int classes, double fraction, Seed seed) {
    var part = TrainSubset.of(train, classes, fraction, seed);
    return new OneShotTask(name, part, validation, test);
  }

  @Override
  public String toString() {
    int queries = test.episodes().stream().mapToInt(episode -> episode.query().length).sum();
    var text =
        "%s: %s of %s for training, %s of other %s"
            .formatted(
                name,
                Counts.of(train.size(), train.channels() == 1 ? "image" : "colour image"),
                Counts.of(train.classes().size(), "class"),
                Counts.of(queries, "one-shot query"),
                split.map(RecordedSplit::unit).orElse("class").equals("class")
                    ? "classes"
                    : "images of these classes");
    return split
        .filter(each -> !each.rule().equals(FIXED))
        .map(each -> text + "; " + each)
        .orElse(text);
  }
}
