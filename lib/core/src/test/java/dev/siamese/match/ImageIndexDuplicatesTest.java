package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageIndexDuplicatesTest {

  @Test
  void pairsWithinTheThresholdAreSortedByDistance() {
    try (var manager = Torch.manager(Device.cpu())) {
      var points = manager.create(new float[] {0, 5, 1, 5.5f, 9}, new Shape(5, 1));
      assertEquals(
          List.of(new ImageIndex.Duplicate<>(1, 3, 0.5), new ImageIndex.Duplicate<>(0, 2, 1.0)),
          ImageIndex.duplicates(points, Distances.EUCLIDEAN, 1));
      assertEquals(List.of(), ImageIndex.duplicates(points, Distances.EUCLIDEAN, 0.4));
      assertEquals(10, ImageIndex.duplicates(points, Distances.EUCLIDEAN, 9).size());
    }
  }

  @Test
  void aPairIsPrintedWithTheNamesOfItsSamples() {
    var pair = new ImageIndex.Duplicate<>("a.png", "b.png", 0.25);
    assertEquals("0.2500  a.png  b.png", pair.toString());
  }
}
