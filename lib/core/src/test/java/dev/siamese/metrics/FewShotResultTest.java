package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.Episode;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class FewShotResultTest {

  private static final List<ClassInfo> CLASSES =
      List.of(new ClassInfo("a", ""), new ClassInfo("b", ""));

  private static EpisodeSet<Images> trials(int[] labels, Episode episode) {
    return new EpisodeSet<>(
        new Images(1, 1, new byte[labels.length], labels, CLASSES), List.of(episode));
  }

  private static FewShotResult evaluate(EpisodeSet<Images> trials, float... points) {
    try (var manager = Torch.manager(Device.cpu())) {
      var embeddings = manager.create(points).reshape(-1, 1);
      return FewShotResult.evaluate(embeddings, trials, Distances.EUCLIDEAN);
    }
  }

  @Test
  void theNearestSupportIsTheAnswer() {
    var trials = trials(new int[] {0, 1, 0, 1}, new Episode(new int[] {0, 1}, new int[] {2, 3}));
    var answers = evaluate(trials, 0, 10, 2, 3);
    assertEquals(
        List.of(
            new FewShotResult.Prediction(0, 2, 0, true),
            new FewShotResult.Prediction(0, 3, 0, false)),
        answers.predictions());
    assertEquals(0.5, answers.error().value());
    assertArrayEquals(new float[] {2, 7}, answers.pairs().positive());
    assertArrayEquals(new float[] {3, 8}, answers.pairs().negative());
  }

  @Test
  void withSeveralShotsTheMeanDistanceDecides() {
    // class a at 0 and 10, class b at 4 and 5: the query at 1 is nearest to a's first sample
    var trials =
        trials(new int[] {0, 0, 1, 1, 1}, new Episode(new int[] {0, 1, 2, 3}, new int[] {4}));
    assertEquals(0, evaluate(trials, 0, 10, 4, 5, 1).error().value());
  }

  @Test
  void notANumberIsNoAnswer() {
    var trials = trials(new int[] {0, 1, 0}, new Episode(new int[] {0, 1}, new int[] {2}));
    var error =
        assertThrows(IllegalArgumentException.class, () -> evaluate(trials, 0, 1, Float.NaN));
    assertTrue(error.getMessage().contains("NaN"));
  }

  @Test
  void episodesAreWhatIsIndependent() {
    // the first episode is answered wrong once of twice, the second right once
    var answers =
        List.of(
            new FewShotResult.Prediction(0, 2, 0, true),
            new FewShotResult.Prediction(0, 3, 0, false),
            new FewShotResult.Prediction(1, 2, 0, true));
    var pairs = new PairDistances(new float[0], new float[0]);
    assertEquals(
        Interval.normalMean(0.5, 0), new FewShotResult(answers, pairs).errorOverEpisodes());
  }
}
