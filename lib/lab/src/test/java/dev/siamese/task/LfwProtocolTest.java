package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.Lfw;
import dev.siamese.data.LabeledPairs;
import dev.siamese.distance.Distances;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LfwProtocolTest {

  private static final int FOLDS = 10;
  private static final int LENGTH = 30;

  /** The accuracy of a fold at the best threshold of the others, from distances in list order. */
  private static double naive(float[] distances, boolean[] same, int fold) {
    double best = -1;
    double threshold = 0;
    var candidates = distances.clone();
    Arrays.sort(candidates);
    for (float candidate : candidates) {
      int right = 0;
      for (int i = 0; i < same.length; i++) {
        right += i / LENGTH != fold && distances[i] <= candidate == same[i] ? 1 : 0;
      }
      if (right > best) {
        best = right;
        threshold = candidate;
      }
    }
    double next = Double.POSITIVE_INFINITY; // of the other folds
    for (int i = 0; i < same.length; i++) {
      if (i / LENGTH != fold && distances[i] > threshold) {
        next = Math.min(next, distances[i]);
      }
    }
    int right = 0;
    for (int i = fold * LENGTH; i < (fold + 1) * LENGTH; i++) {
      right += distances[i] <= (threshold + next) / 2 == same[i] ? 1 : 0;
    }
    return (double) right / LENGTH;
  }

  @Test
  void theThresholdComesFromTheOtherFolds() {
    var random = new Seed(1).generator();
    var distances = new float[FOLDS * LENGTH];
    var same = new boolean[distances.length];
    for (int i = 0; i < same.length; i++) {
      same[i] = i % LENGTH < LENGTH / 2;
      distances[i] = (float) Math.abs(random.nextGaussian() + (same[i] ? 1.5 : 3));
    }
    try (var manager = Torch.manager(Device.cpu())) {
      var a = manager.create(distances).expandDims(1);
      var result = LfwProtocol.of(a, a.zerosLike(), same, Distances.EUCLIDEAN, FOLDS);
      assertEquals(FOLDS, result.folds().size());
      for (int fold = 0; fold < FOLDS; fold++) {
        assertEquals(
            naive(distances, same, fold), result.folds().get(fold).accuracy(), "fold " + fold);
      }
    }
  }

  @Test
  void theErrorIsThatOfTheMean() {
    var result =
        new LfwProtocol(
            List.of(
                new LfwProtocol.Fold(1, 0.8),
                new LfwProtocol.Fold(1, 0.9),
                new LfwProtocol.Fold(1, 1.0)));
    assertEquals(0.9, result.mean(), 1e-12);
    assertEquals(0.1 / Math.sqrt(3), result.standardError(), 1e-12);
    assertEquals("accuracy 0.9000 ± 0.0577 over 3 folds", result.toString());
    assertEquals(3, result.table().rowCount());
  }

  @Test
  void emptyAndUnequalFoldsAreRefused() {
    var pairs = new PairDistances(new float[] {1}, new float[] {2});
    var empty = new PairDistances(new float[0], new float[0]);
    assertThrows(IllegalArgumentException.class, () -> LfwProtocol.of(List.of(pairs)));
    assertThrows(IllegalArgumentException.class, () -> LfwProtocol.of(List.of(pairs, empty)));
    try (var manager = Torch.manager(Device.cpu())) {
      var a = manager.create(new float[7][2]);
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> LfwProtocol.of(a, a, new boolean[7], Distances.EUCLIDEAN, 2));
      assertTrue(error.getMessage().contains("7 pairs"), error.getMessage());
    }
  }

  @Test
  void anEncoderIsEvaluatedOnTheListedPairs() {
    var data = new SyntheticGlyphs(2, 6, 2, 16).generate(new Seed(1));
    int[] left = {0, 0, 2, 4, 6, 6, 8, 10};
    int[] right = {1, 3, 3, 7, 7, 9, 9, 1};
    var same = new boolean[8];
    for (int i = 0; i < 8; i++) {
      same[i] = data.label(left[i]) == data.label(right[i]);
    }
    var faces = new Lfw(LabeledPairs.of(data, left, right, same), 2);
    try (var encoder =
            Encoder.create(
                new ImageInput(16, true),
                new ResidualCnn(List.of(4)).projected(8),
                Device.cpu(),
                new Seed(3));
        var manager = Torch.manager(Device.cpu())) {
      var a = encoder.embed(data.select(left), manager);
      var b = encoder.embed(data.select(right), manager);
      var expected = LfwProtocol.of(a, b, same, encoder.card().distance(), 2);
      var found = LfwProtocol.evaluate(encoder, faces);
      assertEquals(expected.mean(), found.mean());
      for (int fold = 0; fold < 2; fold++) {
        assertEquals(expected.folds().get(fold).accuracy(), found.folds().get(fold).accuracy());
        // A photo's embedding differs in the last bits with the batch that it is in.
        assertEquals(
            expected.folds().get(fold).threshold(), found.folds().get(fold).threshold(), 1e-5);
      }
    }
  }
}
