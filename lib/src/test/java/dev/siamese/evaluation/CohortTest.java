package dev.siamese.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.ClassLabel;
import dev.siamese.data.Images;
import dev.siamese.distance.Distances;
import dev.siamese.engine.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class CohortTest {

  /** Samples on a line: two classes of one group, and one of another. */
  private static final float[][] SAMPLES = {{0}, {1}, {5}, {100}};

  private static final Images DATA =
      new Images(
          1,
          1,
          new byte[4],
          new int[] {0, 0, 1, 2},
          List.of(new ClassLabel("a", "x"), new ClassLabel("b", "x"), new ClassLabel("a", "y")));

  private static NDArray others(NDManager manager) {
    return manager.create(new float[][] {{-3}, {8}, {9}, {200}});
  }

  @Test
  void remotenessIsTheMeanDistanceToTheNearest() {
    try (var manager = Torch.manager(Device.cpu())) {
      var cohort = new Cohort(others(manager), Distances.EUCLIDEAN, 2);
      // 0 has −3 and 8, 1 has −3 and 8, 5 has 8 and 9, 100 has 8 and 9
      assertArrayEquals(
          new float[] {5.5f, 5.5f, 3.5f, 91.5f}, cohort.remoteness(manager.create(SAMPLES)), 1e-5f);
    }
  }

  @Test
  void pairsAreMeasuredLessTheirMeanRemoteness() {
    try (var manager = Torch.manager(Device.cpu())) {
      var cohort = new Cohort(others(manager), Distances.EUCLIDEAN, 2);
      var pairs = cohort.withinGroups(manager.create(SAMPLES), DATA);
      assertArrayEquals(new float[] {1 - 5.5f}, pairs.same(), 1e-5f);
      assertArrayEquals(new float[] {4 - 4.5f, 5 - 4.5f}, pairs.different(), 1e-5f);
    }
  }

  @Test
  void moreNeighboursThanThereAreAreRefused() {
    try (var manager = Torch.manager(Device.cpu())) {
      var cohort = others(manager);
      var error =
          assertThrows(
              IllegalArgumentException.class, () -> new Cohort(cohort, Distances.EUCLIDEAN, 5));
      assertEquals("the nearest 5 of a cohort of 4: ask for 1 to 4", error.getMessage());
    }
  }
}
