package dev.siamese.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.ClassLabel;
import dev.siamese.data.Episode;
import dev.siamese.data.Images;
import dev.siamese.data.Trials;
import dev.siamese.distance.Distances;
import dev.siamese.engine.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneShotTest {

  private static final List<ClassLabel> CLASSES =
      List.of(new ClassLabel("a", ""), new ClassLabel("b", ""));

  private static Trials<Images> trials(int[] labels, Episode episode) {
    return new Trials<>(
        new Images(1, 1, new byte[labels.length], labels, CLASSES), List.of(episode));
  }

  private static OneShot ask(Trials<Images> trials, float... points) {
    try (var manager = Torch.manager(Device.cpu())) {
      var embeddings = manager.create(points).reshape(-1, 1);
      return OneShot.ask(embeddings, trials, Distances.EUCLIDEAN);
    }
  }

  @Test
  void theNearestSupportIsTheAnswer() {
    var trials = trials(new int[] {0, 1, 0, 1}, new Episode(new int[] {0, 1}, new int[] {2, 3}));
    var answers = ask(trials, 0, 10, 2, 3);
    assertEquals(
        List.of(new OneShot.Answer(0, 2, 0, true), new OneShot.Answer(0, 3, 0, false)),
        answers.answers());
    assertEquals(0.5, answers.error().value());
    assertArrayEquals(new float[] {2, 7}, answers.pairs().same());
    assertArrayEquals(new float[] {3, 8}, answers.pairs().different());
  }

  @Test
  void withSeveralShotsTheMeanDistanceDecides() {
    // class a at 0 and 10, class b at 4 and 5: the query at 1 is nearest to a's first sample
    var trials =
        trials(new int[] {0, 0, 1, 1, 1}, new Episode(new int[] {0, 1, 2, 3}, new int[] {4}));
    assertEquals(0, ask(trials, 0, 10, 4, 5, 1).error().value());
  }

  @Test
  void notANumberIsNoAnswer() {
    var trials = trials(new int[] {0, 1, 0}, new Episode(new int[] {0, 1}, new int[] {2}));
    var error = assertThrows(IllegalArgumentException.class, () -> ask(trials, 0, 1, Float.NaN));
    assertTrue(error.getMessage().contains("NaN"));
  }

  @Test
  void episodesAreWhatIsIndependent() {
    // the first episode is answered wrong once of twice, the second right once
    var answers =
        List.of(
            new OneShot.Answer(0, 2, 0, true),
            new OneShot.Answer(0, 3, 0, false),
            new OneShot.Answer(1, 2, 0, true));
    var pairs = new PairDistances(new float[0], new float[0]);
    assertEquals(Interval.meanOfMany(0.5, 0), new OneShot(answers, pairs).errorOverEpisodes());
  }
}
