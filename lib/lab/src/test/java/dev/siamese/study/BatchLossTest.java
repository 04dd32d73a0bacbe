package dev.siamese.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.Loss;
import dev.siamese.loss.Triplet;
import dev.siamese.mining.TripletMiners;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchLossTest {

  private static Triplet triplet(TripletMiners mining) {
    return new Triplet(Distances.EUCLIDEAN, 0.5, mining);
  }

  @Test
  void agreesInBothPrecisions() {
    try (var manager = Torch.manager(Device.cpu())) {
      var random = new Seed(1).generator();
      var values = random.doubles(60).mapToObj(value -> (float) value).mapToDouble(v -> v);
      var x = manager.create(values.toArray(), new Shape(20, 3));
      var labels = random.ints(20, 0, 4).toArray();
      for (Loss loss :
          List.of(
              new Contrastive(),
              triplet(TripletMiners.BATCH_ALL),
              triplet(TripletMiners.SEMI_HARD),
              triplet(TripletMiners.BATCH_HARD))) {
        double exact = BatchLoss.compute(x, labels, loss);
        double single = BatchLoss.compute(x.toType(DataType.FLOAT32, false), labels, loss);
        assertTrue(exact > 0);
        assertEquals(exact, single, 1e-5 * exact, loss.toString());
      }
    }
  }

  @Test
  void hardTripletsFollowTheDefinition() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x = manager.create(new double[] {0, 1, 1.25}).reshape(3, 1);
      // anchors 0 and 1: 1 − 1.25 + 0.5 and 1 − 0.25 + 0.5
      assertEquals(
          0.75,
          BatchLoss.compute(x, new int[] {0, 0, 1}, triplet(TripletMiners.BATCH_HARD)),
          1e-12);
    }
  }

  @Test
  void tooLargeBatchesAreRefused() {
    assertRefused("5001 embeddings", new int[5001], new Contrastive());
    var labels = new int[1000]; // of one class: 999,000 pairs × 1,000
    assertRefused("999000000 triplets", labels, triplet(TripletMiners.BATCH_ALL));
    assertRefused(
        "999000000 triplets", labels, new Contrastive().plus(triplet(TripletMiners.SEMI_HARD), 1));
    BatchLoss.requireFits(labels, triplet(TripletMiners.BATCH_HARD));
  }

  private static void assertRefused(String message, int[] labels, Loss loss) {
    var error =
        assertThrows(IllegalArgumentException.class, () -> BatchLoss.requireFits(labels, loss));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }
}
