package dev.siamese.match;

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
import dev.siamese.model.TensorInput;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class DensityRatioScorerTest {

  private static Sequences points(float... numbers) {
    var sequences = new float[numbers.length][];
    for (int i = 0; i < numbers.length; i++) {
      sequences[i] = new float[] {numbers[i], 1};
    }
    return new Sequences(
        2, sequences, new Targets(new int[numbers.length], List.of(new ClassInfo("a", ""))));
  }

  private static Encoder encoder() {
    return Encoder.create(
        TensorInput.of(new Shape(1, 2)), new Mlp(List.of(3)), Device.cpu(), new Seed(1));
  }

  /** Recomputed from the distances, one by one. */
  @Test
  void theScoreIsTheDifferenceOfTheMeanNearness() {
    var sought = points(1, 2);
    var ordinary = points(-1, 0, 3);
    var asked = points(0.5f, -4);
    try (var encoder = encoder();
        var manager = Torch.manager(Device.cpu());
        var suspicion = new DensityRatioScorer(encoder, sought, ordinary, 0.7)) {
      var a = encoder.embed(asked, manager);
      var distance = Distances.EUCLIDEAN;
      var toSought = Tensors.toFloatArray(distance.allPairs(a, encoder.embed(sought, manager)));
      var toOrdinary = Tensors.toFloatArray(distance.allPairs(a, encoder.embed(ordinary, manager)));
      var scores = suspicion.score(asked);
      for (int i = 0; i < 2; i++) {
        double near = 0;
        double far = 0;
        for (int s = 0; s < 2; s++) {
          near += Math.exp(-toSought[2 * i + s] / 0.7) / 2;
        }
        for (int o = 0; o < 3; o++) {
          far += Math.exp(-toOrdinary[3 * i + o] / 0.7) / 3;
        }
        assertEquals(Math.log(near) - Math.log(far), scores[i], 1e-4);
      }
    }
  }

  @Test
  void whatEqualsAKnownExampleIsMoreSuspiciousThanWhatIsOrdinary() {
    try (var encoder = encoder();
        var suspicion = new DensityRatioScorer(encoder, points(5), points(-5, 0), 0.1)) {
      var scores = suspicion.score(points(5, 0));
      assertTrue(scores[0] > 0 && scores[1] < 0, scores[0] + " and " + scores[1]);
    }
  }

  @Test
  void oneOfEachHasToBeKnown() {
    try (var encoder = encoder()) {
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> new DensityRatioScorer(encoder, points(), points(1), 0.1));
      assertEquals(
          "0 examples of what is looked for and 1 ordinary ones: at least one of each is needed",
          error.getMessage());
      assertThrows(
          IllegalArgumentException.class,
          () -> new DensityRatioScorer(encoder, points(1), points(1), 0));
    }
  }
}
