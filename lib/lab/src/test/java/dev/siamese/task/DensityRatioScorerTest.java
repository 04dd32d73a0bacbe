package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.distance.Distances;
import dev.siamese.model.Encoder;
import dev.siamese.model.Mlp;
import dev.siamese.model.Preprocessor;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class DensityRatioScorerTest {

  private static Sequences points(float... values) {
    var sequences = new float[values.length][];
    for (int i = 0; i < values.length; i++) {
      sequences[i] = new float[] {values[i], 1};
    }
    return new Sequences(
        2, sequences, new Targets(new int[values.length], List.of(new ClassInfo("a", ""))));
  }

  private static Encoder encoder() {
    return Encoder.create(
        Preprocessor.none(new Shape(1, 2)), new Mlp(List.of(3)), Device.cpu(), new Seed(1));
  }

  /** Recomputed in loops over the distances. */
  @Test
  void theScoreIsTheLogRatioOfTheDensities() {
    var positives = points(1, 2);
    var negatives = points(-1, 0, 3);
    var queries = points(0.5f, -4);
    try (var encoder = encoder();
        var manager = Torch.manager(Device.cpu());
        var scorer = new DensityRatioScorer(encoder, positives, negatives, 0.7)) {
      var a = encoder.embed(queries, manager);
      var distance = Distances.EUCLIDEAN;
      var toPositives =
          Tensors.toFloatArray(distance.allPairs(a, encoder.embed(positives, manager)));
      var toNegatives =
          Tensors.toFloatArray(distance.allPairs(a, encoder.embed(negatives, manager)));
      var scores = scorer.score(queries);
      for (int i = 0; i < 2; i++) {
        double positive = 0;
        double negative = 0;
        for (int s = 0; s < 2; s++) {
          positive += Math.exp(-toPositives[2 * i + s] / 0.7) / 2;
        }
        for (int o = 0; o < 3; o++) {
          negative += Math.exp(-toNegatives[3 * i + o] / 0.7) / 3;
        }
        assertEquals(Math.log(positive) - Math.log(negative), scores[i], 1e-4);
      }
    }
  }

  @Test
  void aPositiveExampleScoresHigherThanANegativeOne() {
    try (var encoder = encoder();
        var scorer = new DensityRatioScorer(encoder, points(5), points(-5, 0), 0.1)) {
      var scores = scorer.score(points(5, 0));
      assertTrue(scores[0] > 0 && scores[1] < 0, scores[0] + " and " + scores[1]);
    }
  }

  @Test
  void leavesNoTensorsBehind() {
    try (var encoder = encoder()) {
      for (int i = 0, before = 0; i < 10; i++) {
        try (var scorer = new DensityRatioScorer(encoder, points(5), points(-5, 0), 0.1)) {
          scorer.score(points(5, 0));
        }
        before = i == 0 ? Torch.liveTensorCount() : before; // constants are cached
        assertEquals(before, Torch.liveTensorCount());
      }
    }
  }

  @Test
  void oneExampleOfEachIsNeeded() {
    try (var encoder = encoder()) {
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> new DensityRatioScorer(encoder, points(), points(1), 0.1));
      assertTrue(error.getMessage().contains("0 positive and 1 negative"), error.getMessage());
      assertThrows(
          IllegalArgumentException.class,
          () -> new DensityRatioScorer(encoder, points(1), points(1), 0));
    }
  }
}
