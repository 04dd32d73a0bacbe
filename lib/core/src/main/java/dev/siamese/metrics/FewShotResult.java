package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.siamese.data.Dataset;
import dev.siamese.distance.Distance;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.Episode;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The answers to one-shot questions: every query is given the class whose support is nearest, on
 * average over its shots. Each query is answered by itself; what the other queries of its episode
 * are is not used.
 *
 * @param predictions one for every query, episode after episode
 * @param pairs the distances of every query to every support sample of its episode
 */
public record FewShotResult(List<Prediction> predictions, PairDistances pairs) {

  /**
   * What was said of one query.
   *
   * @param episode which of the trials' episodes, from 0
   * @param query the row to be named
   * @param predicted the row of the support sample whose class was named
   * @param correct whether the two are of one class
   */
  public record Prediction(int episode, int query, int predicted, boolean correct) {}

  /** Asks an encoder, which compares by the distance on its card. */
  public static FewShotResult evaluate(Encoder encoder, EpisodeSet<?> trials) {
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      return evaluate(encoder.embed(trials.data(), manager), trials, encoder.card().distance());
    }
  }

  /**
   * Asks any embedding of the trials' samples.
   *
   * @param embeddings (N, D), in the order of the data's rows
   */
  public static FewShotResult evaluate(
      NDArray embeddings, EpisodeSet<?> trials, Distance distance) {
    return evaluate(embeddings, embeddings, trials, distance);
  }

  /** A distance of two samples that is not one of embeddings, such as of series in time. */
  @FunctionalInterface
  public interface RowDistance {
    double distance(int query, int known);
  }

  /** Asks a distance of the data's rows. */
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
   * Asks with other embeddings for the queries than for the samples that are known, such as of
   * altered images.
   *
   * @param queries (N, D), in the order of the data's rows
   * @param known (N, D), likewise
   */
  static FewShotResult evaluate(
      NDArray queries, NDArray known, EpisodeSet<?> trials, Distance distance) {
    return evaluate(trials, episode -> distances(queries, known, episode, distance));
  }

  /**
   * Asks distances.
   *
   * @param measure gives for an episode a row for each query with its distance to each support
   */
  private static FewShotResult evaluate(
      EpisodeSet<?> trials, Function<Episode, float[][]> measure) {
    var data = trials.data();
    var answers = new ArrayList<Prediction>();
    var pairs = new PairDistances.Collector();
    for (int e = 0; e < trials.episodes().size(); e++) {
      var episode = trials.episodes().get(e);
      var support = episode.support();
      var distances = measure.apply(episode);
      for (int q = 0; q < distances.length; q++) {
        int query = episode.query()[q];
        int chosen = nearest(distances[q], support, data);
        answers.add(new Prediction(e, query, chosen, data.label(chosen) == data.label(query)));
        for (int s = 0; s < support.length; s++) {
          pairs.add(distances[q][s], data.label(query) == data.label(support[s]));
        }
      }
    }
    return new FewShotResult(answers, pairs.collect());
  }

  private static float[][] distances(
      NDArray queries, NDArray known, Episode episode, Distance distance) {
    int columns = episode.support().length;
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var query = select(queries, episode.query());
      var flat = Tensors.toFloatArray(distance.allPairs(query, select(known, episode.support())));
      return IntStream.range(0, episode.query().length)
          .mapToObj(q -> Arrays.copyOfRange(flat, q * columns, (q + 1) * columns))
          .toArray(float[][]::new);
    }
  }

  /** Some of the embeddings, in the order given: (rows, D). */
  public static NDArray select(NDArray embeddings, int[] rows) {
    NDManager manager = embeddings.getManager();
    return embeddings.get(new NDIndex("{}", Tensors.indices(manager, rows)));
  }

  /** The first support row of the class with the smallest mean distance. */
  private static int nearest(float[] distances, int[] support, Dataset data) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int row : support) {
      double mean =
          IntStream.range(0, support.length)
              .filter(s -> data.label(support[s]) == data.label(row))
              .mapToDouble(s -> distances[s])
              .average()
              .orElseThrow();
      if (mean < least) {
        least = mean;
        best = row;
      }
    }
    if (best < 0) {
      throw new IllegalArgumentException(
          "no distance to a support sample is a number: the embeddings hold NaN or infinity");
    }
    return best;
  }

  /** The share of wrong answers, from 0 to 1, with its Wilson interval. */
  public Interval error() {
    int right = (int) predictions.stream().filter(Prediction::correct).count();
    return Interval.wilson(predictions.size() - right, predictions.size());
  }

  /**
   * The mean of the episodes' errors ± 1.96 s / √E, for E episodes drawn at random: the queries of
   * one episode share their support, so that only episodes are independent.
   */
  public Interval errorOverEpisodes() {
    var byEpisode =
        predictions.stream()
            .collect(
                Collectors.groupingBy(
                    Prediction::episode,
                    Collectors.averagingInt(answer -> answer.correct ? 0 : 1)));
    return Interval.normalMean(
        byEpisode.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The answers' error in one line. */
  @Override
  public String toString() {
    return "one-shot error %s over %d trials".formatted(error(), predictions.size());
  }
}
