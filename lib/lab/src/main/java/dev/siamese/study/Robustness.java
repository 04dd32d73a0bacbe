package dev.siamese.study;

import ai.djl.ndarray.NDArray;
import dev.siamese.augment.Augmentation;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.Interval;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Few-shot classification of queries that are augmented with increasing strength, with unchanged
 * support samples.
 *
 * @param strengths of the augmentation, in its own unit
 * @param results one per strength
 */
public record Robustness(double[] strengths, List<FewShotResult> results) {

  /**
   * Copies the values.
   *
   * @param strengths any number
   * @param results as many
   */
  public Robustness {
    results = List.copyOf(results);
    if (strengths.length != results.size()) {
      throw new IllegalArgumentException(
          "%d strengths but %d results: pass one result per strength"
              .formatted(strengths.length, results.size()));
    }
    strengths = strengths.clone();
  }

  /**
   * Evaluates an encoder at each strength.
   *
   * @param encoder used but not closed
   * @param trials the episodes with their data
   * @param augmentation creates the augmentation of a strength, applied to the preprocessed queries
   * @param seed for the random transforms, the same at every strength
   * @param strengths passed to {@code augmentation}
   * @return one result per strength
   */
  public static Robustness evaluate(
      Encoder encoder,
      EpisodeSet<?> trials,
      DoubleFunction<Augmentation> augmentation,
      Seed seed,
      double... strengths) {
    var preprocessed = encoder.card().input().transform(trials.data());
    var distance = encoder.card().distance();
    try (var manager = Torch.manager(encoder.device())) {
      NDArray support = encoder.embedPreprocessed(preprocessed, manager);
      var results =
          DoubleStream.of(strengths)
              .mapToObj(augmentation)
              .map(
                  each -> {
                    var augmented = new AugmentedDataset(preprocessed, each, seed);
                    try (var queries = encoder.embedPreprocessed(augmented, manager)) {
                      return FewShotResult.evaluate(queries, support, trials, distance);
                    }
                  })
              .toList();
      return new Robustness(strengths, results);
    }
  }

  /**
   * One row per strength: {@code strength, error, low, high}, the error rates from 0 to 1.
   *
   * @return the table, in the order of the strengths
   */
  public Table table() {
    var errors = results.stream().map(FewShotResult::error).toList();
    return Table.create(
        "robustness",
        DoubleColumn.create("strength", strengths),
        DoubleColumn.create("error", errors.stream().mapToDouble(Interval::value).toArray()),
        DoubleColumn.create("low", errors.stream().mapToDouble(Interval::low).toArray()),
        DoubleColumn.create("high", errors.stream().mapToDouble(Interval::high).toArray()));
  }

  /** {@code error 0.0450 at strength 0.0, 0.1025 at strength 0.1}. */
  @Override
  public String toString() {
    return IntStream.range(0, strengths.length)
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    "%.4f at strength %s",
                    results.get(i).error().value(),
                    strengths[i]))
        .collect(Collectors.joining(", ", "error ", ""));
  }
}
