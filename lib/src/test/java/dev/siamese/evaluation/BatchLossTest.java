package dev.siamese.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.distance.Distances;
import dev.siamese.engine.Torch;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.Loss;
import dev.siamese.loss.Triplet;
import dev.siamese.mining.TripletMining;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchLossTest {

  private static Triplet triplet(TripletMining mining) {
    return new Triplet(Distances.EUCLIDEAN, 0.5, mining);
  }

  @Test
  void isThatOfTrainingInBothPrecisions() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x = Samples.gaussian(20, 3, 1);
      var labels = Samples.labels(20, 4, 1);
      for (Loss loss :
          List.of(
              new Contrastive(),
              triplet(TripletMining.ALL),
              triplet(TripletMining.SEMI_HARD),
              triplet(TripletMining.HARD))) {
        double exact = BatchLoss.of(Samples.array(manager, x), labels, loss);
        double single = BatchLoss.of(Samples.floats(manager, x), labels, loss);
        assertTrue(exact > 0);
        assertEquals(exact, single, 1e-5 * exact, loss.toString());
      }
    }
  }

  @Test
  void hardTripletsAreThoseOfTheDefinition() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x = manager.create(new double[] {0, 1, 1.25}).reshape(3, 1);
      // anchors 0 and 1: 1 − 1.25 + 0.5 and 1 − 0.25 + 0.5
      assertEquals(0.75, BatchLoss.of(x, new int[] {0, 0, 1}, triplet(TripletMining.HARD)), 1e-12);
    }
  }

  @Test
  void whatDoesNotFitIntoMemoryIsRefused() {
    assertEquals(
        "a loss takes all samples as one batch: 5001 are more than 5000",
        assertThrows(
                IllegalArgumentException.class,
                () -> BatchLoss.check(new int[5001], new Contrastive()))
            .getMessage());
    var labels = new int[1000]; // of one class: 999,000 pairs × 1,000
    assertEquals(
        "triplet(margin=0.5, mining=all) looks at 999000000 triplets of one batch, more than 200000000: take mining=hard or fewer samples",
        assertThrows(
                IllegalArgumentException.class,
                () -> BatchLoss.check(labels, triplet(TripletMining.ALL)))
            .getMessage());
    BatchLoss.check(labels, triplet(TripletMining.HARD));
  }
}
