package dev.siamese.index;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDScope;
import dev.siamese.distance.Distances;
import dev.siamese.distance.PairwiseDistances;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Bfloat16;
import org.junit.jupiter.api.Test;

class ProductScoresTest {

  @Test
  void scoresSeparateNoRowsInTheWrongOrder() {
    for (var by : new Distances[] {Distances.EUCLIDEAN, Distances.COSINE}) {
      for (int dimensions : new int[] {2, 3, 33, 256}) {
        for (double radius : new double[] {1, 0.02}) {
          var x = BruteForce.clusters(41, dimensions, 4, radius, dimensions);
          assertOrder(by, x, true);
          assertOrder(by, x, false);
        }
      }
    }
  }

  private static void assertOrder(Distances by, float[][] x, boolean bfloat16) {
    try (var manager = Torch.manager(Device.cpu());
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var vectors = new PairwiseDistances(manager.create(x), by);
      var scores = new ProductScores(vectors, vectors, manager, bfloat16);
      scores.compute(0, x.length, 0, x.length);
      int separated = 0;
      for (int query = 0; query < x.length; query++) {
        for (int near = 0; near < x.length; near++) {
          float bound = scores.upper(score(scores, query * x.length + near));
          for (int far = 0; far < x.length; far++) {
            if (score(scores, query * x.length + far) > bound) {
              double farther = vectors.euclidean(query, vectors, far);
              assertTrue(farther > vectors.euclidean(query, vectors, near));
              separated++;
            }
          }
        }
      }
      assertTrue(separated > x.length * x.length * x.length / 5, separated + " are separated");
    }
  }

  private static float score(ProductScores scores, int place) {
    return Bfloat16.toFloat(scores.block.get(place));
  }
}
