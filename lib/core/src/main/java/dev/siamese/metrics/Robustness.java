package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import dev.siamese.augment.Augmentation;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * What becomes of one-shot recognition when the queries are turned, hidden or otherwise altered,
 * more and more, while the known samples stay as they were.
 *
 * @param strengths of the alteration, in its own unit
 * @param results to all questions at each strength
 */
public record Robustness(double[] strengths, List<FewShotResult> results) {

  /**
   * Asks an encoder, once for every strength.
   *
   * @param alteration what a strength means, applied to what the encoder's input makes of samples
   * @param seed of its chance, the same at every strength
   */
  public static Robustness evaluate(
      Encoder encoder,
      EpisodeSet<?> trials,
      DoubleFunction<Augmentation> alteration,
      Seed seed,
      double... strengths) {
    var prepared = encoder.card().input().transform(trials.data());
    var distance = encoder.card().distance();
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      NDArray known = encoder.embedPreprocessed(prepared, manager);
      var answers =
          DoubleStream.of(strengths)
              .mapToObj(alteration)
              .map(
                  each -> {
                    var altered = new AugmentedDataset(prepared, each, seed);
                    try (var queries = encoder.embedPreprocessed(altered, manager)) {
                      return FewShotResult.evaluate(queries, known, trials, distance);
                    }
                  })
              .toList();
      return new Robustness(strengths.clone(), answers);
    }
  }

  /** One row per strength: {@code strength, error, low, high}, the errors from 0 to 1. */
  public Table table() {
    var errors = results.stream().map(FewShotResult::error).toList();
    return Table.create(
        "robustness",
        DoubleColumn.create("strength", strengths),
        DoubleColumn.create("error", errors.stream().mapToDouble(Interval::value).toArray()),
        DoubleColumn.create("low", errors.stream().mapToDouble(Interval::low).toArray()),
        DoubleColumn.create("high", errors.stream().mapToDouble(Interval::high).toArray()));
  }
}
