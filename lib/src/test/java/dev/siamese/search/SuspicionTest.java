package dev.siamese.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.ClassLabel;
import dev.siamese.data.Sequences;
import dev.siamese.distance.Distances;
import dev.siamese.encoder.Encoder;
import dev.siamese.encoder.Perceptron;
import dev.siamese.encoder.TensorInput;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.engine.Transfer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspicionTest {

  private static Sequences points(float... numbers) {
    var sequences = new float[numbers.length][];
    for (int i = 0; i < numbers.length; i++) {
      sequences[i] = new float[] {numbers[i], 1};
    }
    return new Sequences(2, sequences, new int[numbers.length], List.of(new ClassLabel("a", "")));
  }

  private static Encoder encoder() {
    return Encoder.create(
        TensorInput.of(new Shape(1, 2)), new Perceptron(List.of(3)), Device.cpu(), new Seed(1));
  }

  /** Recomputed from the distances, one by one. */
  @Test
  void theScoreIsTheDifferenceOfTheMeanNearness() {
    var sought = points(1, 2);
    var ordinary = points(-1, 0, 3);
    var asked = points(0.5f, -4);
    try (var encoder = encoder();
        var manager = Torch.manager(Device.cpu());
        var suspicion = new Suspicion(encoder, sought, ordinary, 0.7)) {
      var a = encoder.embed(asked, manager);
      var distance = Distances.EUCLIDEAN;
      var toSought = Transfer.floats(distance.pairwise(a, encoder.embed(sought, manager)));
      var toOrdinary = Transfer.floats(distance.pairwise(a, encoder.embed(ordinary, manager)));
      var scores = suspicion.of(asked);
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
        var suspicion = new Suspicion(encoder, points(5), points(-5, 0), 0.1)) {
      var scores = suspicion.of(points(5, 0));
      assertTrue(scores[0] > 0 && scores[1] < 0, scores[0] + " and " + scores[1]);
    }
  }

  @Test
  void oneOfEachHasToBeKnown() {
    try (var encoder = encoder()) {
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> new Suspicion(encoder, points(), points(1), 0.1));
      assertEquals(
          "0 examples of what is looked for and 1 ordinary ones: at least one of each is needed",
          error.getMessage());
      assertThrows(
          IllegalArgumentException.class, () -> new Suspicion(encoder, points(1), points(1), 0));
    }
  }
}
