package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.baseline.WordOverlap;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Paws;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.SentencePairs;
import dev.siamese.data.Split;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.Sampler;
import dev.siamese.synthetic.SyntheticParaphrases;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.History;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Detection of sentences with the same meaning, with disjoint sentences for training, validation
 * and test.
 *
 * @param name of the data set
 * @param train the training sentences
 * @param trainPairs pairs of them to train on; empty if their classes say which have the same
 *     meaning
 * @param validation pairs by which the best epoch and the threshold are selected
 * @param test pairs for the final evaluation
 */
public record SentenceTask(
    String name,
    Texts train,
    Optional<LabeledPairs> trainPairs,
    SentencePairs validation,
    SentencePairs test)
    implements Task {

  static final TaskRegistry<SentenceTask> REGISTRY =
      new TaskRegistry<SentenceTask>()
          .with("paraphrases", (home, heldOut, seed) -> paraphrases(seed))
          .with("paws", (home, heldOut, seed) -> paws(new Paws(home), seed))
          .withOwnData(
              OwnSentences.KINDS,
              List.of(DataOptions.LABEL),
              OwnSentences::load,
              OwnTextSplit::evaluation);

  /** The names for {@link #named}. */
  public static final List<String> NAMES = REGISTRY.names();

  private static final int GROUPS = 1000; // of synthetic training sentences
  private static final int HELD_OUT_GROUPS = 40; // each for validation and for the test
  private static final int SENTENCES_PER_MEANING = 5;
  private static final double VALIDATION_FRACTION = 0.15; // of the development pairs

  /**
   * Creates a task by name: {@link #paraphrases} or {@link #paws}.
   *
   * @param name one of {@link #NAMES}
   * @param home where PAWS is
   * @param seed of the synthetic sentences or of the split
   * @return the task, read or generated
   * @throws IllegalArgumentException if there is no such task
   */
  public static SentenceTask named(String name, DataDirectory home, Seed seed) {
    return REGISTRY.create(name, home, 0, seed);
  }

  /**
   * Synthetic sentences, five of each meaning: 4,000 meanings for training, 160 for validation, 160
   * for the test. The two sentences of a pair use words of the same group; 4 of 19 pairs have the
   * same meaning.
   *
   * @param seed equal seeds give equal sentences
   * @return the task
   */
  public static SentenceTask paraphrases(Seed seed) {
    var all =
        new SyntheticParaphrases(GROUPS + 2 * HELD_OUT_GROUPS, SENTENCES_PER_MEANING)
            .generate(seed.derive("paraphrases"));
    var test = Split.byGroup(all, HELD_OUT_GROUPS, seed.derive("test"));
    var validation = Split.byGroup(test.train(), HELD_OUT_GROUPS, seed.derive("validation"));
    return new SentenceTask(
        "paraphrases",
        validation.train(),
        Optional.empty(),
        SentencePairs.allPairsWithinGroups(validation.heldOut()),
        SentencePairs.allPairsWithinGroups(test.heldOut()));
  }

  /**
   * PAWS: 85 % of its development part for training, 15 % for validation, and its test part.
   *
   * @param paws the data set
   * @param seed of the split
   * @return the task
   */
  public static SentenceTask paws(Paws paws, Seed seed) {
    var parts = paws.dev().split(VALIDATION_FRACTION, seed.derive("split"));
    var train = parts.train();
    return new SentenceTask(
        "paws", train.texts(), Optional.of(train.toLabeledPairs()), parts.heldOut(), paws.test());
  }

  @Override
  public TrainingResult train(
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    var encoder = config.createEncoder(train, device, seed);
    return new TrainingResult(encoder, train(encoder, config, seed, listener, checkpoint));
  }

  /**
   * Trains an existing encoder. It keeps the epoch of the highest average precision on the
   * validation pairs, and the threshold on its card is that of the highest F1 there.
   *
   * @param encoder on the device to train on
   * @param config the hyper-parameters; input and architecture are those of the encoder
   * @param seed of batches and augmentation
   * @param listener receives the progress of the training
   * @return the losses and validation errors
   */
  public History train(
      Encoder encoder, TrainingConfig config, Seed seed, TrainingListener listener) {
    return train(encoder, config, seed, listener, Optional.empty());
  }

  private History train(
      Encoder encoder,
      TrainingConfig config,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    var trainer =
        (trainPairs.isPresent()
                ? TaskTraining.unfitted(encoder, name, train, config, seed, listener, checkpoint)
                : TaskTraining.builder(encoder, name, train, config, seed, listener, checkpoint))
            .optValidation(validation.toLabeledPairs());
    int pairsPerBatch = config.classesPerBatch() * config.samplesPerClass() / 2;
    var samplerSeed = seed.derive("training").derive("batches");
    trainPairs.ifPresent(
        pairs -> {
          int fitted = Math.min(pairsPerBatch, pairs.size());
          trainer.optSampler(Sampler.pairs(pairs, fitted, samplerSeed));
        });
    var history = trainer.build().train();
    var distances = pairDistances(encoder, validation);
    TaskTraining.calibrate(encoder, distances, distances.bestF1());
    return history;
  }

  /**
   * The distances of the pairs' embeddings.
   *
   * @param encoder with its distance on the card
   * @param pairs of sentences, with labels
   * @return one distance per pair, in their order
   */
  public static PairDistances pairDistances(Encoder encoder, SentencePairs pairs) {
    try (var manager = Torch.manager(encoder.device())) {
      var embeddings = encoder.embed(pairs.texts(), manager);
      return VerificationPairs.listed(
          embeddings, pairs.toLabeledPairs(), encoder.card().distance());
    }
  }

  @Override
  public Measurements measure(Encoder encoder) {
    return metrics(pairDistances(encoder, test), encoder.card().requireThreshold());
  }

  @Override
  public Optional<PairDistances> testDistances(Encoder encoder) {
    return Optional.of(pairDistances(encoder, test));
  }

  @Override
  public Optional<RecordedSplit> split() {
    return Optional.of(OwnTextSplit.of(train, Optional.of(validation.texts()), test.texts()));
  }

  /** The word overlap with the highest average precision on the validation pairs. */
  @Override
  public Optional<Baseline> baseline() {
    double same = validation.size() == 0 ? 0 : validation.positiveRate();
    if (same == 0 || same == 1) {
      return Optional.empty(); // nothing to choose the overlap and its threshold on
    }
    var overlap =
        Stream.of(WordOverlap.values())
            .max(
                Comparator.comparingDouble(
                    each -> each.pairDistances(validation).averagePrecision()))
            .orElseThrow();
    var threshold = overlap.pairDistances(validation).bestF1().value();
    var name = "word overlap, " + overlap.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Optional.of(new Baseline(name, metrics(overlap.pairDistances(test), threshold)));
  }

  private static Measurements metrics(PairDistances pairs, double threshold) {
    var metrics = new LinkedHashMap<String, Measurement>();
    metrics.put("average_precision", Measurement.averagePrecision(pairs));
    metrics.put("f1", Measurement.f1(pairs, threshold));
    return new Measurements(metrics);
  }

  @Override
  public int[] trainingClassSizes() {
    return trainPairs.map(pairs -> new int[] {pairs.size()}).orElseGet(train::classSizes);
  }

  /** Of labelled pairs, a part has the same fraction of each label. */
  @Override
  public SentenceTask trainSubset(int classes, double fraction, Seed seed) {
    if (trainPairs.isEmpty()) {
      var part = TrainSubset.of(train, classes, fraction, seed);
      return new SentenceTask(name, part, trainPairs, validation, test);
    }
    TrainSubset.requireOneClass(classes);
    var pairs = trainPairs.get();
    var labels = IntStream.range(0, pairs.size()).map(i -> Math.round(pairs.similarity()[i]));
    var targets = Targets.of(labels.toArray());
    var rows = TrainSubset.rows(targets, targets.classes().size(), fraction, seed);
    return new SentenceTask(name, train, Optional.of(pairs.select(rows)), validation, test);
  }

  @Override
  public String toString() {
    return "%s: %,d training sentences; test: %s".formatted(name, train.size(), test);
  }
}
