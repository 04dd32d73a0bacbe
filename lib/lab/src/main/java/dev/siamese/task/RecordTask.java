package dev.siamese.task;

import ai.djl.Device;
import com.google.gson.Gson;
import dev.siamese.augment.RecordCorruption;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Febrl;
import dev.siamese.data.Records;
import dev.siamese.data.Split;
import dev.siamese.match.CandidatePairs;
import dev.siamese.match.RecordTrainer;
import dev.siamese.metrics.BlockingMetrics;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.model.Encoder;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Record linkage: training records, validation records, and two collections whose records are to be
 * linked. No person is in more than one of these three parts.
 *
 * @param name of the data set
 * @param train the training records
 * @param validation the records that the threshold is calibrated on
 * @param left the first collection of the test
 * @param right the second collection of the test
 */
public record RecordTask(
    String name, Records train, Records validation, Records left, Records right) implements Task {

  static final TaskRegistry<RecordTask> REGISTRY =
      new TaskRegistry<RecordTask>()
          .with("people", (home, heldOut, seed) -> people(seed))
          .with("febrl", (home, heldOut, seed) -> febrl(new Febrl(home), seed));

  /** The names for {@link #named}. */
  public static final List<String> NAMES = REGISTRY.names();

  private static final int NEIGHBOURS = 10;
  private static final double TF_IDF_COSINE = 0.6;

  /**
   * The quality of a linkage.
   *
   * @param blocking of the candidate pairs: each record with its 10 nearest of the other collection
   * @param pairs of the candidates within the threshold
   * @param oneToOne of these, if each record is in one pair at most, the nearest chosen first
   */
  public record LinkageResult(BlockingMetrics blocking, PairMetrics pairs, PairMetrics oneToOne) {}

  /**
   * Creates a task by name: synthetic people, or Febrl's fourth data set with the other three for
   * training.
   *
   * @param name one of {@link #NAMES}
   * @param home where Febrl is, or is downloaded to
   * @param seed of the synthetic people and of splits
   * @return the task, read or generated
   * @throws IllegalArgumentException if there is no such task
   */
  public static RecordTask named(String name, DataDirectory home, Seed seed) {
    return REGISTRY.create(name, home, 0, seed);
  }

  /**
   * Synthetic people: 3,000 for training, 1,000 for validation, 2,000 to link with a copy of each.
   *
   * @param seed equal seeds give equal people
   * @return the task
   */
  public static RecordTask people(Seed seed) {
    var errors = new RecordCorruption();
    var test = new SyntheticPeople(2000).generate("test", seed.derive("test"));
    var both = errors.augment(test, 1, seed.derive("test copies"));
    var validation = new SyntheticPeople(1000).generate("validation", seed.derive("validation"));
    return new RecordTask(
        "people",
        new SyntheticPeople(3000).generate("train", seed.derive("train")),
        errors.augment(validation, 1, seed.derive("validation copies")),
        test,
        both.select(IntStream.range(test.size(), both.size()).toArray()));
  }

  /**
   * Febrl 4, with four fifths of the people of Febrl 1 to 3 for training, the rest for validation.
   *
   * @param febrl the data sets
   * @param seed of the split of the people
   * @return the task
   */
  public static RecordTask febrl(Febrl febrl, Seed seed) {
    var others = febrl.dataset1().concat(febrl.dataset2()).concat(febrl.dataset3());
    var split = Split.byClass(others, others.classes().size() / 5, seed.derive("split"));
    return new RecordTask(
        "febrl", split.train(), split.heldOut(), febrl.dataset4a(), febrl.dataset4b());
  }

  /**
   * {@return a trainer for records of these fields, by the recipe {@code records}}
   *
   * @param fields names of the fields to compare
   * @param device to train on
   * @param seed of the initial weights and of the training
   */
  public static RecordTrainer trainer(List<String> fields, Device device, Seed seed) {
    var config = Recipes.load("records").with("input.fields", new Gson().toJson(fields));
    return new RecordTrainer(config, device, seed);
  }

  /**
   * {@return the same task with some of the fields only}
   *
   * @param fields names of fields that the records have
   */
  public RecordTask withFields(List<String> fields) {
    return new RecordTask(
        name,
        train.selectFields(fields),
        validation.selectFields(fields),
        left.selectFields(fields),
        right.selectFields(fields));
  }

  /**
   * {@return the pairs that the threshold is calibrated on: each validation record with its 10
   * nearest among validation and training records together, so that there are as many possible
   * false matches as in use}
   *
   * @param encoder for these records
   */
  public CandidatePairs calibrationPairs(Encoder encoder) {
    return CandidatePairs.selfJoin(encoder, validation.concat(train), NEIGHBOURS)
        .involving(row -> row < validation.size());
  }

  /**
   * {@return the candidate pairs of the test: each record with its 10 nearest of the other
   * collection}
   *
   * @param encoder for these records
   */
  public CandidatePairs testPairs(Encoder encoder) {
    return CandidatePairs.crossJoin(encoder, left, right, NEIGHBOURS);
  }

  /**
   * {@return the quality of linking all candidates within a threshold}
   *
   * @param candidates pairs of the left and the right collection
   * @param threshold the largest distance of a link
   */
  public LinkageResult link(CandidatePairs candidates, double threshold) {
    var positives = PairMetrics.truePairs(candidates.records());
    var matches = candidates.withinThreshold(threshold);
    return new LinkageResult(
        BlockingMetrics.of(candidates.idPairs(), positives, pairCount()),
        PairMetrics.of(matches.idPairs(), positives),
        PairMetrics.of(matches.oneToOne().idPairs(), positives));
  }

  /** {@return the number of pairs of a left and a right record} */
  public long pairCount() {
    return (long) left.size() * right.size();
  }

  @Override
  public String toString() {
    return "%s: %,d training records of %,d people, %,d validation records, %,d and %,d to link"
        .formatted(
            name,
            train.size(),
            train.classes().size(),
            validation.size(),
            left.size(),
            right.size());
  }

  /**
   * {@return the quality of linking by an encoder and the threshold of its card}
   *
   * @param encoder with a threshold on its card
   */
  public LinkageResult link(Encoder encoder) {
    return link(testPairs(encoder), encoder.card().requireThreshold());
  }

  @Override
  public TrainingResult train(
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    return train(new RecordTrainer(config, device, seed), listener, checkpoint);
  }

  /**
   * Trains on the training records. The threshold is that of the highest F1 on {@link
   * #calibrationPairs}.
   *
   * @param trainer with the hyper-parameters, the device and the seed
   * @param listener receives the progress of the training
   * @return the encoder, which the caller closes
   */
  public Encoder train(RecordTrainer trainer, TrainingListener listener) {
    return train(trainer, listener, Optional.empty()).encoder();
  }

  private TrainingResult train(
      RecordTrainer recordTrainer, TrainingListener listener, Optional<Path> checkpoint) {
    var encoder = recordTrainer.newEncoder();
    var trainer = recordTrainer.trainer(encoder, train).optListener(listener);
    checkpoint.ifPresent(trainer::optCheckpoint);
    var history = trainer.build().train();
    TaskTraining.setMetadata(encoder, name, recordTrainer.config(), recordTrainer.seed());
    double threshold = calibrationPairs(encoder).toPairDistances().bestF1().value();
    encoder.setCard(encoder.card().withTrainingClasses(List.of()).withThreshold(threshold));
    return new TrainingResult(encoder, history);
  }

  @Override
  public Measurements measure(Encoder encoder) {
    return Measurements.of(link(encoder));
  }

  /** Links pairs with a cosine of at least 0.6 between TF-IDF vectors of character 3-grams. */
  @Override
  public Optional<Baseline> baseline() {
    var result = link(CandidatePairs.tfIdf(left, right), 1 - TF_IDF_COSINE);
    var metrics = new Measurements(Map.of("f1", Measurement.f1(result.pairs())));
    return Optional.of(new Baseline("TF-IDF cosine of at least 0.6", metrics));
  }
}
