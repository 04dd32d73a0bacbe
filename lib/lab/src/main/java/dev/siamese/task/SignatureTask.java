package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.DataException;
import dev.siamese.data.SignatureLayout;
import dev.siamese.data.Signatures;
import dev.siamese.data.WritingNormalizer;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.synthetic.SyntheticSignatures;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * An examination in the verification of signatures: what to learn from, what to choose by, and what
 * to be judged on, no writer in more than one of them.
 *
 * @param name of the data
 * @param train signatures and forgeries to learn from
 * @param validation writers by which the best epoch and the threshold are chosen
 * @param test writers that count
 */
public record SignatureTask(String name, Signatures train, Signatures validation, Signatures test)
    implements Task {

  /** What {@link #named} knows. */
  public static final List<String> NAMES = List.of("autographs", "cedar", "bengali", "hindi");

  private static final EpisodeSampler EPISODES = new EpisodeSampler(2, 1, 2);

  /** As which scanned signatures are kept, whatever size an encoder takes. */
  private static final WritingNormalizer SCAN_NORMALIZER = new WritingNormalizer(96, 240);

  /**
   * A task of that name: {@linkplain #synthetic invented signatures} of 600 writers to learn from,
   * or the writers of CEDAR or of a script of BHSig260, of whom a third is what counts and a tenth
   * is to choose by.
   *
   * @param home where {@code signatures/cedar} and {@code signatures/bhsig260} are
   * @throws IllegalArgumentException if there is no such task
   * @throws DataException if its signatures are not there
   */
  public static SignatureTask named(String name, DataDirectory home, Seed seed) {
    return switch (name) {
      case "autographs" -> synthetic(600, seed);
      case "cedar" -> split(name, read(SignatureLayout.CEDAR, "cedar", home), seed);
      case "bengali", "hindi" -> {
        var both = read(SignatureLayout.BHSIG260, "bhsig260", home);
        var writers = both.genuine().classes();
        yield split(
            name,
            both.filterWriters(writer -> writers.get(writer).group().equalsIgnoreCase(name)),
            seed);
      }
      default ->
          throw new IllegalArgumentException(
              "there is no task \"%s\", only %s".formatted(name, String.join(", ", NAMES)));
    };
  }

  private static Signatures read(SignatureLayout layout, String folder, DataDirectory home) {
    var path =
        home.find("signatures/" + folder)
            .or(() -> home.find("signatures/" + folder + ".zip"))
            .orElseThrow(
                () ->
                    new DataException(
                        "signatures/%s is in no data folder: it is given out on request only; put it into the folder that SIAMESE_DATA names"
                            .formatted(folder)));
    return layout.read(path, SCAN_NORMALIZER);
  }

  /**
   * Invented signatures: 6 of each writer to learn from with 3 forgers who try four times, and 12
   * of each of the others with 4 forgers who try three times; a tenth as many writers to choose by,
   * and a sixth as many that count.
   *
   * @param writers to learn from, at least 10
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
   * Signatures from anywhere: a third of the writers is what counts, a tenth is to choose by, and
   * the others are learned from.
   *
   * @throws IllegalArgumentException if there are not ten writers
   */
  public static SignatureTask split(String name, Signatures all, Seed seed) {
    int writers = all.writerCount();
    if (writers < 10) {
      throw new IllegalArgumentException(
          "%d writers in %s: at least 10, to learn from, to choose by and to count"
              .formatted(writers, name));
    }
    var place = seed.derive("split").permutation(writers);
    int test = writers / 3;
    int validation = writers / 10;
    IntPredicate counts = writer -> place[writer] < test;
    IntPredicate chooses = writer -> place[writer] >= test && place[writer] < test + validation;
    return new SignatureTask(
        name,
        all.filterWriters(counts.or(chooses).negate()),
        all.filterWriters(chooses),
        all.filterWriters(counts));
  }

  /**
   * The same as questions that training can ask after every epoch: here is one signature by the
   * writer and one by somebody who imitates him, or by two such; by which of the two is another?
   *
   * <p>What is to be trained on are the {@linkplain Signatures#byAuthor() hands}.
   */
  public OneShotTask asOneShotTask(Seed seed) {
    return new OneShotTask(
        name,
        train.byAuthor(),
        EPISODES.sampleWithinGroups(
            validation.byAuthor(), 4 * validation.writerCount(), seed.derive("validation")),
        EPISODES.sampleWithinGroups(test.byAuthor(), 4 * test.writerCount(), seed.derive("test")));
  }

  /**
   * Puts a threshold onto the encoder's card: that at which one reference lets through as many
   * skilled forgeries of the validation writers as it turns away genuine signatures.
   */
  public void calibrate(Encoder encoder) {
    var threshold =
        SignatureVerification.of(encoder, validation, 1).skilledForgeries().equalErrorThreshold();
    encoder.setCard(encoder.card().withThreshold(threshold.value()));
  }

  @Override
  public TrainingResult train(
      Recipe recipe, Device device, Seed seed, TrainingListener listener, Path checkpoint) {
    var trained = asOneShotTask(seed).train(recipe, device, seed, listener, checkpoint);
    calibrate(trained.encoder());
    return trained;
  }

  @Override
  public Map<String, Double> evaluate(Encoder encoder) {
    var figures = new LinkedHashMap<String, Double>();
    for (int references : new int[] {1, 5}) {
      var verified = SignatureVerification.of(encoder, test, references);
      var by = "_" + references;
      figures.put("equal_error_rate_random" + by, verified.randomForgeries().equalErrorRate());
      figures.put("equal_error_rate_skilled" + by, verified.skilledForgeries().equalErrorRate());
      figures.put("accepted_at_1_percent_skilled" + by, verified.skilledForgeries().tarAtFar(0.01));
    }
    return figures;
  }

  /** The data and its sizes in one line. */
  @Override
  public String toString() {
    return "%s: %,d genuine signatures and %,d forgeries of %d writers to learn from, %d others that count"
        .formatted(
            name,
            train.genuine().size(),
            train.forged().size(),
            train.writerCount(),
            test.writerCount());
  }
}
