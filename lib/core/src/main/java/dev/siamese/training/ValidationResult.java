package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.data.Dataset;
import dev.siamese.data.LabeledPairs;
import dev.siamese.loss.Loss;
import dev.siamese.metrics.EmbeddingStatistics;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.model.Preprocessor;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The quality of an encoder on held-out data after an epoch.
 *
 * @param error the error rate of few-shot episodes, or 1 − average precision of pairs: from 0 to 1;
 *     NaN without validation
 * @param loss the loss of up to 1,000 held-out samples in one batch, which has more negatives than
 *     a training batch; NaN for pairs and for a loss that is defined for the training classes only
 * @param activeFraction the fraction of pairs or triplets of these samples with a loss above 0
 * @param statistics of the embeddings of these samples; empty without validation and for pairs
 */
record ValidationResult(
    double error, double loss, double activeFraction, Optional<EmbeddingStatistics> statistics) {

  private static final int MAX_SAMPLES = 1000;

  /** Without validation data. */
  static final ValidationResult NONE = ofError(Double.NaN);

  /** Evaluates an encoder after an epoch. */
  @FunctionalInterface
  interface Validator {
    ValidationResult evaluate(Encoder encoder, Loss loss);
  }

  private static ValidationResult ofError(double error) {
    return new ValidationResult(error, Double.NaN, Double.NaN, Optional.empty());
  }

  /** Held-out samples, preprocessed once, since a pretrained network may be part of that. */
  private static final class Prepared {

    private Preprocessor input; // null before the first epoch
    private Dataset samples;

    Dataset of(Encoder encoder, Dataset raw) {
      if (!encoder
          .card()
          .input()
          .equals(input)) { // a builder may build trainers of several encoders
        input = encoder.card().input();
        samples = input.transform(raw);
      }
      return samples;
    }
  }

  /** Evaluates held-out pairs. */
  static Validator of(LabeledPairs pairs) {
    var prepared = new Prepared();
    return (encoder, loss) -> evaluate(encoder, prepared.of(encoder, pairs.data()), pairs, loss);
  }

  /** Evaluates held-out episodes. */
  static Validator of(EpisodeSet<?> episodes) {
    var prepared = new Prepared();
    return (encoder, loss) ->
        evaluate(encoder, prepared.of(encoder, episodes.data()), episodes, loss);
  }

  /** Evaluates the distances of held-out pairs. */
  private static ValidationResult evaluate(
      Encoder encoder, Dataset samples, LabeledPairs pairs, Loss loss) {
    try (var manager = Torch.manager(encoder.device())) {
      var embeddings = encoder.embedPreprocessed(samples, manager);
      var distances = VerificationPairs.listed(embeddings, pairs, loss.distance());
      return ofError(1 - distances.averagePrecision());
    }
  }

  /** Embeds the held-out samples once and evaluates episodes, loss and statistics on them. */
  private static ValidationResult evaluate(
      Encoder encoder, Dataset samples, EpisodeSet<?> episodes, Loss loss) {
    try (var scope = new NDScope();
        var manager = Torch.manager(encoder.device())) {
      scope.suppressNotUsedWarning();
      var embeddings = encoder.embedPreprocessed(samples, manager);
      double error = FewShotResult.evaluate(embeddings, episodes, loss.distance()).error().value();
      // the same samples after every epoch, so that epochs can be compared
      var order = new Seed(0).permutation(episodes.data().size());
      var rows = Arrays.stream(order).limit(MAX_SAMPLES).sorted().toArray();
      var labels = Arrays.stream(rows).map(episodes.data()::label).toArray();
      NDArray subset = Tensors.select(embeddings, rows);
      return new ValidationResult(
          error,
          loss.isClosedSet()
              ? Double.NaN
              : Tensors.toFloatArray(loss.compute(subset, BatchLabels.of(labels)))[0],
          loss.activeFraction(subset, BatchLabels.of(labels)),
          Optional.of(EmbeddingStatistics.of(subset, labels, loss.distance())));
    }
  }

  /** The active fraction and the statistics by name; empty without statistics. */
  Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    statistics.ifPresent(
        each -> {
          metrics.put("active_fraction", activeFraction);
          metrics.putAll(each.metrics());
        });
    return metrics;
  }
}
