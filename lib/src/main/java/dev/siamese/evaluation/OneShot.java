package dev.siamese.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.siamese.data.Dataset;
import dev.siamese.data.Episode;
import dev.siamese.data.Trials;
import dev.siamese.distance.Distance;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The answers to one-shot questions: every query is given the class whose support is nearest, on
 * average over its shots. Each query is answered by itself; what the other queries of its episode
 * are is not used.
 *
 * @param answers for every episode and query, the row of the nearest support sample
 * @param right for every episode and query, whether the answer is of the query's class
 * @param pairs the distances of every query to every support sample of its episode
 */
public record OneShot(List<int[]> answers, List<boolean[]> right, PairDistances pairs) {

  /** Asks an encoder, which compares by the distance on its card. */
  public static OneShot ask(Encoder encoder, Trials<?> trials) {
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      return ask(encoder.embed(trials.data(), manager), trials, encoder.card().distance());
    }
  }

  /**
   * Asks any embedding of the trials' samples.
   *
   * @param embeddings (N, D), in the order of the data's rows
   */
  public static OneShot ask(NDArray embeddings, Trials<?> trials, Distance distance) {
    var answers = new ArrayList<int[]>();
    var right = new ArrayList<boolean[]>();
    var pairs = new PairDistances.Collector();
    for (var episode : trials.episodes()) {
      var distances = distances(embeddings, episode, distance);
      var answer = new int[episode.query().length];
      var correct = new boolean[answer.length];
      for (int q = 0; q < answer.length; q++) {
        answer[q] = nearest(distances[q], episode.support(), trials.data());
        correct[q] = trials.data().label(answer[q]) == trials.data().label(episode.query()[q]);
        for (int s = 0; s < distances[q].length; s++) {
          pairs.add(
              distances[q][s],
              trials.data().label(episode.query()[q]) == trials.data().label(episode.support()[s]));
        }
      }
      answers.add(answer);
      right.add(correct);
    }
    return new OneShot(answers, right, pairs.collect());
  }

  private static float[][] distances(NDArray embeddings, Episode episode, Distance distance) {
    int columns = episode.support().length;
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var query = rows(embeddings, episode.query());
      var flat = distance.pairwise(query, rows(embeddings, episode.support())).toFloatArray();
      return IntStream.range(0, episode.query().length)
          .mapToObj(q -> Arrays.copyOfRange(flat, q * columns, (q + 1) * columns))
          .toArray(float[][]::new);
    }
  }

  private static NDArray rows(NDArray embeddings, int[] rows) {
    NDManager manager = embeddings.getManager();
    var numbers = manager.create(IntStream.of(rows).asLongStream().toArray());
    return embeddings.get(new NDIndex("{}", numbers));
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

  /** The number of queries answered. */
  public int trials() {
    return right.stream().mapToInt(answers -> answers.length).sum();
  }

  /** The share of wrong answers, from 0 to 1, with its Wilson interval. */
  public Interval error() {
    int wrong = 0;
    for (var episode : right) {
      for (boolean answer : episode) {
        wrong += answer ? 0 : 1;
      }
    }
    return Interval.wilson(wrong, trials());
  }

  /** The answers' error in one line. */
  @Override
  public String toString() {
    return "one-shot error %s over %d trials".formatted(error(), trials());
  }
}
