package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.data.Dataset;
import dev.siamese.distance.Distance;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.EpisodeSet.Episode;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Counts;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The result of N-way K-shot classification: each query is assigned the class with the smallest
 * mean distance to its K support samples. Queries are classified independently (inductive setting).
 *
 * @param predictions one per query, episode by episode
 * @param pairs the distances of all queries to all support samples of their episodes
 */
public record FewShotResult(List<Prediction> predictions, PairDistances pairs) implements Metrics {

  /**
   * The prediction for one query.
   *
   * @param episode the index of the episode
   * @param query the row of the query
   * @param predicted the row of the first support sample of the predicted class
   * @param expectedAccuracy 1 if the nearest class is the query's class and 0 if not; 1/T if the
   *     query's class is one of T equally near classes
   */
  public record Prediction(int episode, int query, int predicted, double expectedAccuracy) {

    /** {@return whether the query's class is the nearest one, without ties} */
    public boolean correct() {
      return expectedAccuracy == 1;
    }
  }

  /** The distance of two samples, for distances that are not computed from embeddings. */
  @FunctionalInterface
  public interface RowDistance {

    /**
     * {@return the distance of two rows of the data}
     *
     * @param query a row of the data
     * @param support a row of the data
     */
    double distance(int query, int support);
  }

  /**
   * Evaluates an encoder with the distance on its card.
   *
   * @param encoder used but not closed
   * @param trials the episodes with their data
   * @return the predictions and distances
   */
  public static FewShotResult evaluate(Encoder encoder, EpisodeSet<?> trials) {
    try (var manager = Torch.manager(encoder.device())) {
      return evaluate(encoder.embed(trials.data(), manager), trials, encoder.card().distance());
    }
  }

  /**
   * Evaluates embeddings.
   *
   * @param embeddings (N, D), one row per sample of the trials' data
   * @param trials the episodes with their data
   * @param distance the distance that pairs are compared by
   * @return the predictions and distances
   * @throws IllegalArgumentException if a query has no distance because of NaN or infinity
   */
  public static FewShotResult evaluate(
      NDArray embeddings, EpisodeSet<?> trials, Distance distance) {
    return evaluate(embeddings, embeddings, trials, distance);
  }

  /**
   * Evaluates a distance of the rows of the trials' data.
   *
   * @param trials the episodes with their data
   * @param distance the distance that pairs are compared by
   * @return the predictions and distances
   */
  public static FewShotResult evaluate(EpisodeSet<?> trials, RowDistance distance) {
    return evaluate(
        trials,
        episode ->
            Arrays.stream(episode.query())
                .mapToObj(
                    query -> {
                      var row = new float[episode.support().length];
                      for (int s = 0; s < row.length; s++) {
                        row[s] = (float) distance.distance(query, episode.support()[s]);
                      }
                      return row;
                    })
                .toArray(float[][]::new));
  }

  /**
   * Evaluates embeddings of queries, such as augmented ones, against others of support samples.
   *
   * @param queries (N, D), one row per sample of the trials' data
   * @param support (N, D), likewise
   * @param trials the episodes with their data
   * @param distance the distance that pairs are compared by
   * @return the predictions and distances
   * @throws IllegalArgumentException if a query has no distance because of NaN or infinity
   */
  public static FewShotResult evaluate(
      NDArray queries, NDArray support, EpisodeSet<?> trials, Distance distance) {
    return evaluate(trials, episode -> distances(queries, support, episode, distance));
  }

  /** Evaluates the distances of each episode: one row per query, one column per support sample. */
  private static FewShotResult evaluate(
      EpisodeSet<?> trials, Function<Episode, float[][]> distances) {
    var data = trials.data();
    var predictions = new ArrayList<Prediction>();
    var pairs = new PairCollector();
    for (int e = 0; e < trials.episodes().size(); e++) {
      var episode = trials.episodes().get(e);
      var support = episode.support();
      var rows = distances.apply(episode);
      for (int q = 0; q < rows.length; q++) {
        int query = episode.query()[q];
        predictions.add(predict(e, query, rows[q], support, data));
        for (int s = 0; s < support.length; s++) {
          pairs.add(rows[q][s], data.label(query) == data.label(support[s]));
        }
      }
    }
    return new FewShotResult(predictions, pairs.collect());
  }

  private static float[][] distances(
      NDArray queries, NDArray support, Episode episode, Distance distance) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var query = Tensors.select(queries, episode.query());
      return Tensors.toRows(distance.allPairs(query, Tensors.select(support, episode.support())));
    }
  }

  private static Prediction predict(
      int episode, int query, float[] distances, int[] support, Dataset data) {
    var firstRows = new LinkedHashMap<Integer, Integer>();
    for (int row : support) {
      firstRows.putIfAbsent(data.label(row), row);
    }
    double min = Double.POSITIVE_INFINITY;
    var nearest = new ArrayList<Integer>(); // the classes at the smallest mean distance
    for (int label : firstRows.keySet()) {
      double mean =
          IntStream.range(0, support.length)
              .filter(s -> data.label(support[s]) == label)
              .mapToDouble(s -> distances[s])
              .average()
              .orElseThrow();
      if (mean < min) {
        min = mean;
        nearest.clear();
      }
      if (mean == min && min < Double.POSITIVE_INFINITY) {
        nearest.add(label);
      }
    }
    if (nearest.isEmpty()) {
      throw new IllegalArgumentException(
          "query %d of episode %d has no finite distance to a support sample: its embedding or theirs contain NaN or infinity"
              .formatted(query, episode));
    }
    double accuracy = nearest.contains(data.label(query)) ? 1.0 / nearest.size() : 0;
    return new Prediction(episode, query, firstRows.get(nearest.get(0)), accuracy);
  }

  /**
   * {@return the error rate, from 0 to 1, with its Wilson interval} For ties it is the expected
   * value over a random choice among the equally near classes.
   */
  public Interval error() {
    double correct = predictions.stream().mapToDouble(Prediction::expectedAccuracy).sum();
    return Interval.wilson(predictions.size() - correct, predictions.size());
  }

  /**
   * {@return the mean error rate of the episodes ± 1.96 s / √E, for E independently drawn episodes}
   * Queries of one episode are not independent: they share the support samples.
   */
  public Interval errorOverEpisodes() {
    var errors =
        predictions.stream()
            .collect(
                Collectors.groupingBy(
                    Prediction::episode,
                    Collectors.averagingDouble(each -> 1 - each.expectedAccuracy)));
    return Interval.normalMean(errors.values().stream().mapToDouble(value -> value).toArray());
  }

  /** {@code error, error_low, error_high}, the error rate with its interval. */
  @Override
  public Map<String, Double> metrics() {
    var error = error();
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("error", error.value());
    metrics.put("error_low", error.low());
    metrics.put("error_high", error.high());
    return metrics;
  }

  @Override
  public String primaryMetric() {
    return "error";
  }

  @Override
  public boolean isGreaterBetter() {
    return false;
  }

  /** {@code few-shot error 4.5 % [2.9, 7.0] over 400 queries}. */
  @Override
  public String toString() {
    return "few-shot error %s over %s%s"
        .formatted(
            error(),
            Counts.of(predictions.size(), "query"),
            ThresholdSearch.isConstant(pairs)
                ? "; the embeddings have collapsed: all distances are equal"
                : "");
  }
}
