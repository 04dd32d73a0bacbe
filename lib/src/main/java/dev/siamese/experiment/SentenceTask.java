package dev.siamese.experiment;

import ai.djl.Device;
import dev.siamese.catalog.DataHome;
import dev.siamese.catalog.Paws;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.SentencePairs;
import dev.siamese.data.Split;
import dev.siamese.data.Texts;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.evaluation.PairDistances;
import dev.siamese.evaluation.Pairs;
import dev.siamese.invented.Paraphrases;
import dev.siamese.sampling.PairBatches;
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
 * @param pairs of them to learn from; null if the texts' classes say which mean the same
 * @param validation pairs by which the best epoch and the threshold are chosen
 * @param test pairs that count
 */
public record SentenceTask(
    String name, Texts train, LabeledPairs pairs, SentencePairs validation, SentencePairs test)
    implements Task {

  /** What {@link #named} knows. */
  public static final List<String> NAMES = List.of("paraphrases", "paws");

  private static final int GROUPS = 1000; // of invented sentences to learn from
  private static final int HELD_OUT = 40; // each for validation and for the test
  private static final int SAMPLES = 5;
  private static final double VALIDATION = 0.15; // of the pairs to learn from

  /**
   * A task of that name: {@link #paraphrases} or {@link #paws}.
   *
   * @param home where PAWS is
   * @throws IllegalArgumentException if there is no such task
   */
  public static SentenceTask named(String name, DataHome home, Seed seed) {
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
    var all = new Paraphrases(GROUPS + 2 * HELD_OUT, SAMPLES).draw(seed.derive("paraphrases"));
    var test = Split.byGroup(all, HELD_OUT, seed.derive("test"));
    var validation = Split.byGroup(test.train(), HELD_OUT, seed.derive("validation"));
    return new SentenceTask(
        "paraphrases",
        validation.train(),
        null,
        SentencePairs.withinGroups(validation.heldOut()),
        SentencePairs.withinGroups(test.heldOut()));
  }

  /**
   * PAWS: most of its development part to learn from, the rest to choose by, its test part counts.
   */
  public static SentenceTask paws(Paws paws, Seed seed) {
    var parts = paws.dev().split(VALIDATION, seed.derive("split"));
    var train = parts.train();
    return new SentenceTask("paws", train.texts(), train.labeled(), parts.heldOut(), paws.test());
  }

  /** The encoder that a training begins with, which the caller has to close. */
  public Encoder encoder(Recipe recipe, Device device, Seed seed) {
    return recipe.encoder(train, device, seed);
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
    Recipe.describe(encoder, name, recipe.lossFunction(), seed);
    var own = seed.derive("training");
    var training =
        recipe
            .training(encoder, train, own)
            .optValidation(validation.labeled())
            .optCheckpoint(checkpoint)
            .optListener(listener);
    if (pairs != null) {
      int half = recipe.classes() * recipe.samples() / 2; // as many sentences as otherwise
      training.optSampler(new PairBatches(pairs, half, own.derive("batches")));
    }
    var history = training.build().run();
    encoder.describe(encoder.card().withThreshold(measure(encoder, validation).bestF1().value()));
    return history;
  }

  /** The distances that an encoder gives to pairs. */
  public static PairDistances measure(Encoder encoder, SentencePairs pairs) {
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      var embeddings = encoder.embed(pairs.texts(), manager);
      return Pairs.of(embeddings, pairs.labeled(), encoder.card().distance());
    }
  }

  @Override
  public Trained train(
      Recipe recipe, Device device, Seed seed, TrainingListener listener, Path checkpoint) {
    var encoder = encoder(recipe, device, seed);
    return new Trained(encoder, train(encoder, recipe, seed, listener, checkpoint));
  }

  @Override
  public Map<String, Double> examine(Encoder encoder) {
    var pairs = measure(encoder, test);
    var figures = new LinkedHashMap<String, Double>();
    figures.put("average_precision", pairs.averagePrecision());
    figures.put("f1", pairs.at(encoder.card().threshold()).f1());
    return figures;
  }

  @Override
  public String toString() {
    return "%s: %,d sentences to learn from; to be judged on: %s"
        .formatted(name, train.size(), test);
  }
}
