package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.baseline.Hog;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.SignatureLayout;
import dev.siamese.catalog.Signatures;
import dev.siamese.data.DataException;
import dev.siamese.data.WritingNormalizer;
import dev.siamese.distance.Distances;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.synthetic.SyntheticSignatures;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Verification of signatures, with disjoint writers for training, validation and test.
 *
 * @param name of the data set
 * @param train genuine signatures and forgeries for training
 * @param validation of the writers by which the best epoch and the threshold are selected
 * @param test of the writers for the final evaluation
 */
public record SignatureTask(String name, Signatures train, Signatures validation, Signatures test)
    implements Task {

  static final TaskRegistry<SignatureTask> REGISTRY =
      new TaskRegistry<SignatureTask>()
          .with("autographs", (home, heldOut, seed) -> synthetic(600, seed))
          .with("cedar", (home, heldOut, seed) -> cedar(home, seed))
          .with("bengali", (home, heldOut, seed) -> bhsig260("bengali", home, seed))
          .with("hindi", (home, heldOut, seed) -> bhsig260("hindi", home, seed))
          .withOwnData(OwnSignatures.KINDS, OwnSignatures::load, OwnSignatures::evaluation);

  /** The names for {@link #named}. */
  public static final List<String> NAMES = REGISTRY.names();

  private static final EpisodeSampler EPISODES = new EpisodeSampler(2, 1, 2);

  /** The size of scanned signatures in memory, whatever size an encoder takes. */
  static final WritingNormalizer SCAN_NORMALIZER = new WritingNormalizer(96, 240);

  /**
   * Creates a task by name: {@linkplain #synthetic synthetic signatures} with 600 training writers,
   * or the writers of CEDAR or of one script of BHSig260, {@linkplain #split split} at random.
   *
   * @param name one of {@link #NAMES}
   * @param home where {@code signatures/cedar} and {@code signatures/bhsig260} are
   * @param seed of the synthetic signatures or of the split
   * @return the task, read or generated
   * @throws IllegalArgumentException if there is no such task
   * @throws DataException if its signatures are not there
   */
  public static SignatureTask named(String name, DataDirectory home, Seed seed) {
    return REGISTRY.create(name, home, 0, seed);
  }

  private static SignatureTask cedar(DataDirectory home, Seed seed) {
    return split("cedar", read(SignatureLayout.CEDAR, "cedar", home), seed);
  }

  private static SignatureTask bhsig260(String script, DataDirectory home, Seed seed) {
    var all = read(SignatureLayout.BHSIG260, "bhsig260", home);
    var writers = all.genuine().classes();
    return split(
        script,
        all.filterWriters(writer -> writers.get(writer).group().equalsIgnoreCase(script)),
        seed);
  }

  private static Signatures read(SignatureLayout layout, String folder, DataDirectory home) {
    var path =
        home.find("signatures/" + folder)
            .or(() -> home.find("signatures/" + folder + ".zip"))
            .orElseThrow(
                () ->
                    new DataException(
                        "signatures/%s is in no data directory: its owners provide it on request; put it into the directory of the environment variable SIAMESE_DATA"
                            .formatted(folder)));
    return layout.read(path, SCAN_NORMALIZER);
  }

  /**
   * Synthetic signatures. Each training writer has 6 genuine signatures and 3 forgers with 4
   * forgeries each; the others have 12 genuine signatures and 4 forgers with 3 forgeries each.
   * There are a tenth as many validation writers and a sixth as many test writers.
   *
   * @param writers the number of training writers, at least 10
   * @param seed equal seeds give equal signatures
   * @return the task
   */
  public static SignatureTask synthetic(int writers, Seed seed) {
    var validation = SyntheticSignatures.writers(writers / 10).genuinePerWriter(12).forgeries(4, 3);
    var test = SyntheticSignatures.writers(writers / 6).genuinePerWriter(12).forgeries(4, 3);
    return new SignatureTask(
        "Autographs",
        SyntheticSignatures.writers(writers).generate(seed.derive("train")),
        validation.generate(seed.derive("validation")),
        test.generate(seed.derive("test")));
  }

  /**
   * Splits writers at random: a third for the test, a tenth for validation, the others for
   * training.
   *
   * @param name of the data set in reports
   * @param all signatures of at least 10 writers
   * @param seed of the split
   * @return the task
   * @throws IllegalArgumentException if there are fewer than 10 writers
   */
  public static SignatureTask split(String name, Signatures all, Seed seed) {
    int writers = all.writerCount();
    if (writers < 10) {
      throw new IllegalArgumentException(
          "%s has %d writers: at least 10 are needed for training, validation and test"
              .formatted(name, writers));
    }
    var order = seed.derive("split").permutation(writers);
    int test = writers / 3;
    int validation = writers / 10;
    IntPredicate isTest = writer -> order[writer] < test;
    IntPredicate isValidation =
        writer -> order[writer] >= test && order[writer] < test + validation;
    return new SignatureTask(
        name,
        all.filterWriters(isTest.or(isValidation).negate()),
        all.filterWriters(isValidation),
        all.filterWriters(isTest));
  }

  /**
   * {@return the same data as few-shot episodes for validation during training} An episode compares
   * two authors within a writer's group: the writer and one of the forgers, or two forgers. Each
   * has one support signature and two queries.
   *
   * <p>The training classes are the {@linkplain Signatures#byAuthor() authors}.
   *
   * @param seed of the episodes
   */
  public OneShotTask asOneShotTask(Seed seed) {
    return new OneShotTask(
        name,
        train.byAuthor(),
        Optional.of(
            EPISODES.sampleWithinGroups(
                validation.byAuthor(), 4 * validation.writerCount(), seed.derive("validation"))),
        EPISODES.sampleWithinGroups(test.byAuthor(), 4 * test.writerCount(), seed.derive("test")));
  }

  /**
   * Sets the threshold of the encoder's card to that of equal error rates of genuine signatures and
   * skilled forgeries of the validation writers, with one reference.
   *
   * @param encoder whose card gets the threshold
   */
  public void calibrate(Encoder encoder) {
    var pairs = SignatureVerification.of(encoder, validation, 1).skilledForgeries();
    TaskTraining.calibrate(encoder, pairs, pairs.equalErrorThreshold());
  }

  @Override
  public TrainingResult train(
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    var result = asOneShotTask(seed).train(config, device, seed, listener, checkpoint);
    calibrate(result.encoder());
    return result;
  }

  @Override
  public Measurements measure(Encoder encoder) {
    return metrics(references -> SignatureVerification.of(encoder, test, references));
  }

  /** Histograms of gradients of the signatures. */
  @Override
  public Optional<Baseline> baseline() {
    var hog = new Hog();
    try (var manager = Torch.manager(Device.cpu())) {
      var genuine = manager.create(hog.extract(test.genuine()));
      var forged = manager.create(hog.extract(test.forged()));
      return Optional.of(
          new Baseline(
              "histograms of gradients",
              metrics(
                  references ->
                      SignatureVerification.of(
                          genuine, forged, test, Distances.EUCLIDEAN, references))));
    }
  }

  private Measurements metrics(IntFunction<SignatureVerification> verification) {
    var sizes = new int[test.writerCount()];
    IntStream.of(test.genuine().labels()).forEach(writer -> sizes[writer]++);
    int most = IntStream.of(sizes).min().orElse(0) - 1; // one is left to verify
    var metrics = new LinkedHashMap<String, Measurement>();
    for (int references : IntStream.of(1, 5).filter(count -> count <= most).toArray()) {
      var result = verification.apply(references);
      var skilled = result.skilledForgeries();
      metrics.put("eer_random_" + references, Measurement.equalErrorRate(result.randomForgeries()));
      metrics.put("eer_skilled_" + references, Measurement.equalErrorRate(skilled));
      metrics.put("tar@far=0.01_skilled_" + references, Measurement.tarAtFar(skilled, 0.01));
    }
    return new Measurements(metrics);
  }

  /** Of genuine signatures. */
  @Override
  public int[] trainingClassSizes() {
    return train.genuine().classSizes();
  }

  /** The classes are writers; of their forgeries, the same fraction is kept. */
  @Override
  public SignatureTask trainSubset(int classes, double fraction, Seed seed) {
    return new SignatureTask(
        name, TrainSubset.of(train, classes, fraction, seed), validation, test);
  }

  @Override
  public Optional<RecordedSplit> split() {
    return Optional.of(OwnSignatures.split(this));
  }

  @Override
  public String toString() {
    return "%s: %,d genuine signatures and %,d forgeries of %d training writers, %d test writers"
        .formatted(
            name,
            train.genuine().size(),
            train.forged().size(),
            train.writerCount(),
            test.writerCount());
  }
}
