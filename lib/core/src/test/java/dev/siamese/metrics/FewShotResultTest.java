package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.EpisodeSet.Episode;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FewShotResultTest {

  private static final List<ClassInfo> CLASSES =
      List.of(new ClassInfo("a", ""), new ClassInfo("b", ""));

  private static EpisodeSet<Images> trials(int[] labels, Episode episode) {
    return new EpisodeSet<>(
        new Images(1, 1, new byte[labels.length], new Targets(labels, CLASSES)), List.of(episode));
  }

  private static FewShotResult evaluate(EpisodeSet<Images> trials, float... points) {
    try (var manager = Torch.manager(Device.cpu())) {
      var embeddings = manager.create(points).reshape(-1, 1);
      return FewShotResult.evaluate(embeddings, trials, Distances.EUCLIDEAN);
    }
  }

  @Test
  void theNearestSupportSampleIsPredicted() {
    var trials = trials(new int[] {0, 1, 0, 1}, new Episode(new int[] {0, 1}, new int[] {2, 3}));
    var result = evaluate(trials, 0, 10, 2, 3);
    assertEquals(
        List.of(new FewShotResult.Prediction(0, 2, 0, 1), new FewShotResult.Prediction(0, 3, 0, 0)),
        result.predictions());
    assertEquals(0.5, result.error().value());
    assertArrayEquals(new float[] {2, 7}, result.pairs().positive());
    assertArrayEquals(new float[] {3, 8}, result.pairs().negative());
  }

  @Test
  void withSeveralShotsTheMeanDistanceDecides() {
    // class a at 0 and 10, class b at 4 and 5: the query at 1 is nearest to a's first sample
    var trials =
        trials(new int[] {0, 0, 1, 1, 1}, new Episode(new int[] {0, 1, 2, 3}, new int[] {4}));
    assertEquals(0, evaluate(trials, 0, 10, 4, 5, 1).error().value());
  }

  @Test
  void nanIsRefused() {
    var trials = trials(new int[] {0, 1, 0}, new Episode(new int[] {0, 1}, new int[] {2}));
    var error =
        assertThrows(IllegalArgumentException.class, () -> evaluate(trials, 0, 1, Float.NaN));
    assertTrue(error.getMessage().contains("NaN"));
  }

  @Test
  void theIntervalOverEpisodesIsThatOfTheirErrors() {
    // one of two queries of the first episode is wrong, none of one of the second
    var predictions =
        List.of(
            new FewShotResult.Prediction(0, 2, 0, 1),
            new FewShotResult.Prediction(0, 3, 0, 0),
            new FewShotResult.Prediction(1, 2, 0, 1));
    var pairs = new PairDistances(new float[0], new float[0]);
    assertEquals(
        Interval.normalMean(0.5, 0), new FewShotResult(predictions, pairs).errorOverEpisodes());
  }

  @Test
  void tiesCountAsARandomChoice() {
    // class b is as near to the first query as class a, and as far from the second as class a
    var trials = trials(new int[] {0, 1, 0, 1}, new Episode(new int[] {0, 1}, new int[] {2, 3}));
    var result = evaluate(trials, 0, 4, 2, 2);
    assertEquals(0.5, result.error().value());
    assertFalse(result.predictions().get(0).correct());
    assertEquals(0.5, result.predictions().get(0).expectedAccuracy());
    assertTrue(result.toString().contains("collapsed"), result.toString());
    assertFalse(evaluate(trials, 0, 4, 1, 2).toString().contains("collapsed"));
  }

  @Test
  void collapsedEmbeddingsHaveTheErrorOfARandomChoice() {
    int ways = 5;
    var labels = IntStream.range(0, 2 * ways).map(i -> i % ways).toArray();
    var classes = IntStream.range(0, ways).mapToObj(i -> new ClassInfo("c" + i, "")).toList();
    var data = new Images(1, 1, new byte[labels.length], new Targets(labels, classes));
    var episode =
        new Episode(IntStream.range(0, ways).toArray(), IntStream.range(ways, 2 * ways).toArray());
    var result = evaluate(new EpisodeSet<>(data, List.of(episode)), new float[2 * ways]);
    assertEquals(0.8, result.error().value(), 1e-12);
    assertEquals(0.8, result.errorOverEpisodes().value(), 1e-12);
  }
}
