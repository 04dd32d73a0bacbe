package dev.siamese.mining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import org.junit.jupiter.api.Test;

class DistanceWeightedMinerTest {

  @Test
  void negativesAreDrawnInProportionToTheirWeights() {
    // one anchor with a positive; negatives at 60°, 75°, 85° (below 1.4) and at 120°
    double[] degrees = {0, 10, 60, 75, 85, 120};
    var x = new float[6][];
    for (int i = 0; i < 6; i++) {
      double angle = Math.toRadians(degrees[i]);
      x[i] = new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }
    var labels =
        BatchLabels.ofPairs(
            6,
            new int[] {0, 0, 0, 0, 0},
            new int[] {1, 2, 3, 4, 5},
            new boolean[] {true, false, false, false, false});
    int draws = 2000;
    var counts = new int[6];
    var weights = new double[6];
    double total = 0;
    try (var manager = Torch.manager(Device.cpu())) {
      var array = manager.create(x);
      var d = Distances.EUCLIDEAN.allPairs(array, array);
      var miner = new DistanceWeightedMiner(0.5, 1.4).create(4, new Seed(3));
      for (int i = 2; i < 5; i++) {
        // 1/q(d), from the paper's first equation
        double distance = d.getFloat(0, i);
        weights[i] = Math.pow(distance, -2) * Math.pow(1 - distance * distance / 4, -0.5);
        total += weights[i];
      }
      for (int step = 0; step < draws; step++) {
        try (var sub = manager.newSubManager()) {
          var here = d.duplicate();
          here.attach(sub);
          var triplets = miner.mine(here, labels.withStep(step), 0.2);
          assertEquals(1, triplets.mask().getFloat(0, 0));
          assertEquals(0, triplets.mask().getFloat(1, 0), "row 1 has no negatives");
          float drawn = triplets.anchorNegative().getFloat(0, 0);
          for (int i = 2; i < 6; i++) {
            counts[i] += drawn == d.getFloat(0, i) ? 1 : 0;
          }
        }
      }
    }
    assertEquals(
        draws, counts[2] + counts[3] + counts[4], "the negative beyond the cutoff is never drawn");
    for (int i = 2; i < 5; i++) {
      double p = weights[i] / total;
      double error = 4 * Math.sqrt(p * (1 - p) / draws) + 1e-3;
      assertEquals(p, (double) counts[i] / draws, error, "at " + degrees[i] + "°");
    }
  }

  @Test
  void invalidCutoffsAreRefused() {
    var seed = new Seed(0);
    assertThrows(IllegalArgumentException.class, () -> new DistanceWeightedMiner().create(1, seed));
    assertThrows(
        IllegalArgumentException.class, () -> new DistanceWeightedMiner(0, 1.4).create(8, seed));
    assertThrows(
        IllegalArgumentException.class, () -> new DistanceWeightedMiner(0.5, 2).create(8, seed));
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DistanceWeightedMiner(1.5, 1.4).create(8, seed));
    assertTrue(error.getMessage().contains("cutoff 1.5 and nonzeroLossCutoff 1.4"));
  }
}
