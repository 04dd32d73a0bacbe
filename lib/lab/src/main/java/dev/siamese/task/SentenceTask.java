package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Paws;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.SentencePairs;
import dev.siamese.data.Split;
import dev.siamese.data.Texts;
import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.PairSampler;
import dev.siamese.synthetic.SyntheticParaphrases;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.History;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An examination in telling whether two sentences mean the same: what to learn from, what to choose
 * by, and what to be judged on, no sentence in more than one of them.
 *
 * @param name of the data
 * @param train texts to learn from
 * @param trainPairs of them to learn from; null if the texts' classes say which mean the same
 * @param validation pairs by which the best epoch and the threshold are chosen
 * @param test pairs that count
 */
public record SentenceTask(
    String name, Texts train, LabeledPairs trainPairs, SentencePairs validation, SentencePairs test)
    implements Task {

  /** What {@link #named} knows. */
  public static final List<String> NAMES = List.of("paraphrases", "paws");

  private static final int GROUPS = 1000; // of invented sentences to learn from
  private static final int HELD_OUT_GROUPS = 40; // each for validation and for the test
  private static final int SENTENCES_PER_MEANING = 5;
  private static final double VALIDATION_FRACTION = 0.15; // of the pairs to learn from

  /**
   * A task of that name: {@link #paraphrases} or {@link #paws}.
   *
   * @param home where PAWS is
   * @throws IllegalArgumentException if there is no such task
   */
  public static SentenceTask named(String name, DataDirectory home, Seed seed) {
    return switch (name) {
      case "paraphrases" -> paraphrases(seed);
      case "paws" -> paws(new Paws(home), seed);
      default ->
          throw new IllegalArgumentException(
              "there is no task \"%s\", only %s".formatted(name, String.join(", ", NAMES)));
    };
  }

  /**
   * Invented sentences: 4,000 meanings to learn, 160 to choose by, 160 that count, five sentences
   * of each. Pairs are of two sentences with words of the same meaning, four of 19 of them the
   * same.
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
        null,
        SentencePairs.allPairsWithinGroups(validation.heldOut()),
        SentencePairs.allPairsWithinGroups(test.heldOut()));
  }

  /**
   * PAWS: most of its development part to learn from, the rest to choose by, its test part counts.
   */
  public static SentenceTask paws(Paws paws, Seed seed) {
    var parts = paws.dev().split(VALIDATION_FRACTION, seed.derive("split"));
    var train = parts.train();
    return new SentenceTask(
        "paws", train.texts(), train.toLabeledPairs(), parts.heldOut(), paws.test());
  }

  /** The encoder that a training begins with, which the caller has to close. */
  public Encoder createEncoder(Recipe recipe, Device device, Seed seed) {
    return recipe.createEncoder(train, device, seed);
  }

  /**
   * Trains it, keeps the epoch of greatest average precision on the validation pairs, and puts the
   * threshold of the greatest F1 there onto its card. The pairs that count are not looked at.
   */
  public History train(Encoder encoder, Recipe recipe, Seed seed, TrainingListener listener) {
    return train(encoder, recipe, seed, listener, null);
  }

  private History train(
      Encoder encoder, Recipe recipe, Seed seed, TrainingListener listener, Path checkpoint) {
    Recipe.setTrainingMetadata(encoder, name, recipe.createLoss(), seed);
    var own = seed.derive("training");
    var training =
        recipe
            .training(encoder, train, own)
            .optValidation(validation.toLabeledPairs())
            .optCheckpoint(checkpoint)
            .optListener(listener);
    if (trainPairs != null) {
      int half =
          recipe.classesPerBatch() * recipe.samplesPerClass() / 2; // as many sentences as otherwise
      training.optSampler(new PairSampler(trainPairs, half, own.derive("batches")));
    }
    var history = training.build().train();
    encoder.setCard(
        encoder.card().withThreshold(pairDistances(encoder, validation).bestF1().value()));
    return history;
  }

  /** The distances that an encoder gives to pairs. */
  public static PairDistances pairDistances(Encoder encoder, SentencePairs pairs) {
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      var embeddings = encoder.embed(pairs.texts(), manager);
      return VerificationPairs.listed(
          embeddings, pairs.toLabeledPairs(), encoder.card().distance());
    }
  }

  @Override
  public TrainingResult train(
      Recipe recipe, Device device, Seed seed, TrainingListener listener, Path checkpoint) {
    var encoder = createEncoder(recipe, device, seed);
    return new TrainingResult(encoder, train(encoder, recipe, seed, listener, checkpoint));
  }

  @Override
  public Map<String, Double> evaluate(Encoder encoder) {
    var pairs = pairDistances(encoder, test);
    var figures = new LinkedHashMap<String, Double>();
    figures.put("average_precision", pairs.averagePrecision());
    figures.put("f1", pairs.metricsAt(encoder.card().threshold()).f1());
    return figures;
  }

  @Override
  public String toString() {
    return "%s: %,d sentences to learn from; to be judged on: %s"
        .formatted(name, train.size(), test);
  }
}
