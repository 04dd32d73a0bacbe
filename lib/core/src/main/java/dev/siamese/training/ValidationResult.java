package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.data.LabeledPairs;
import dev.siamese.loss.Loss;
import dev.siamese.metrics.EmbeddingStatistics;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Tensors;
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
 * @param metrics the active fraction of pairs or triplets and the state of the same samples'
 *     embeddings, by the metrics' names; empty without validation and for pairs
 */
record ValidationResult(double error, double loss, Map<String, Double> metrics) {

  private static final int MAX_SAMPLES = 1000;

  /** When there is nothing to validate on. */
  static final ValidationResult NONE = new ValidationResult(Double.NaN, Double.NaN, Map.of());

  /** What an encoder is asked after an epoch. */
  @FunctionalInterface
  interface Validator {
    ValidationResult evaluate(Encoder encoder, Loss loss);
  }

  /** Embeds the held-out samples once and measures their pairs. */
  static ValidationResult evaluate(Encoder encoder, LabeledPairs pairs, Loss loss) {
    try (var manager = encoder.manager().newSubManager()) {
      var embeddings = encoder.embed(pairs.data(), manager);
      var distances = VerificationPairs.listed(embeddings, pairs, loss.distance());
      return new ValidationResult(1 - distances.averagePrecision(), Double.NaN, Map.of());
    }
  }

  /** Embeds the held-out samples once and measures everything on that. */
  static ValidationResult evaluate(Encoder encoder, EpisodeSet<?> trials, Loss loss) {
    try (var scope = new NDScope();
        var manager = encoder.manager().newSubManager()) {
      scope.suppressNotUsedWarning();
      var embeddings = encoder.embed(trials.data(), manager);
      double error = FewShotResult.evaluate(embeddings, trials, loss.distance()).error().value();
      // always the same samples, so that epochs can be compared
      var order = new Seed(0).permutation(trials.data().size());
      var rows = Arrays.stream(order).limit(MAX_SAMPLES).sorted().toArray();
      var labels = Arrays.stream(rows).map(trials.data()::label).toArray();
      NDArray some = Tensors.select(embeddings, rows);
      var health = new LinkedHashMap<String, Double>();
      health.put("active_fraction", loss.activeFraction(some, BatchLabels.of(labels)));
      health.putAll(EmbeddingStatistics.of(some, labels, loss.distance()).metrics());
      return new ValidationResult(
          error,
          loss.isClosedSet()
              ? Double.NaN
              : Tensors.toFloatArray(loss.compute(some, BatchLabels.of(labels)))[0],
          health);
    }
  }
}
