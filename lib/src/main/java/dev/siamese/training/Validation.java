package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Trials;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Transfer;
import dev.siamese.evaluation.EmbeddingHealth;
import dev.siamese.evaluation.OneShot;
import dev.siamese.evaluation.Pairs;
import dev.siamese.loss.Loss;
import dev.siamese.sampling.Labels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an encoder is worth on held-out classes after an epoch.
 *
 * @param error of the one-shot questions, or 1 − the average precision of held-out pairs: from 0 to
 *     1; NaN if there is nothing to ask
 * @param loss of up to a thousand held-out samples at once; its negatives are more, so it is above
 *     that of a batch; NaN for a loss that means nothing to held-out classes, and for pairs
 * @param health the active fraction of pairs or triplets and the state of the same samples'
 *     embeddings, by the metrics' names; empty without validation and for pairs
 */
record Validation(double error, double loss, Map<String, Double> health) {

  private static final int SAMPLES = 1000;

  /** When there is nothing to validate on. */
  static final Validation NONE = new Validation(Double.NaN, Double.NaN, Map.of());

  /** What an encoder is asked after an epoch. */
  @FunctionalInterface
  interface Questions {
    Validation ask(Encoder encoder, Loss loss);
  }

  /** Embeds the held-out samples once and measures their pairs. */
  static Validation of(Encoder encoder, LabeledPairs pairs, Loss loss) {
    try (var manager = encoder.manager().newSubManager()) {
      var embeddings = encoder.embed(pairs.data(), manager);
      var distances = Pairs.of(embeddings, pairs, loss.distance());
      return new Validation(1 - distances.averagePrecision(), Double.NaN, Map.of());
    }
  }

  /** Embeds the held-out samples once and measures everything on that. */
  static Validation of(Encoder encoder, Trials<?> trials, Loss loss) {
    try (var scope = new NDScope();
        var manager = encoder.manager().newSubManager()) {
      scope.suppressNotUsedWarning();
      var embeddings = encoder.embed(trials.data(), manager);
      double error = OneShot.ask(embeddings, trials, loss.distance()).error().value();
      // always the same samples, so that epochs can be compared
      var order = new Seed(0).permutation(trials.data().size());
      var rows = Arrays.stream(order).limit(SAMPLES).sorted().toArray();
      var labels = Arrays.stream(rows).map(trials.data()::label).toArray();
      NDArray some = OneShot.rows(embeddings, rows);
      var health = new LinkedHashMap<String, Double>();
      health.put("active_fraction", loss.activeFraction(some, Labels.of(labels)));
      health.putAll(EmbeddingHealth.of(some, labels, loss.distance()).metrics());
      return new Validation(
          error,
          loss.isOfTrainingClasses()
              ? Double.NaN
              : Transfer.floats(loss.of(some, Labels.of(labels)))[0],
          health);
    }
  }
}
