package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import org.junit.jupiter.api.Test;

class NonFiniteTest {

  @Test
  void rowsWithNanOrInfinityAreFound() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x =
          manager.create(
              new float[] {1, 2, Float.NaN, 3, 1e38f, 1e38f, 0, Float.POSITIVE_INFINITY},
              new Shape(4, 1, 2));
      assertArrayEquals(new int[] {1, 3}, NonFinite.nonFiniteRows(x));
      assertArrayEquals(new int[0], NonFinite.nonFiniteRows(manager.create(new Shape(0, 3))));
      NonFinite.requireFinite(manager.ones(new Shape(2, 2)));
      var error = assertThrows(IllegalArgumentException.class, () -> NonFinite.requireFinite(x));
      assertTrue(error.getMessage().contains("rows 1, 3 of 4"), error::getMessage);
    }
  }

  @Test
  void manyRowsAreCounted() {
    assertEquals("row 4", NonFinite.describeRows(4));
    assertEquals("rows 0, 1, 2, 3, 4 and 2 more", NonFinite.describeRows(0, 1, 2, 3, 4, 5, 6));
  }
}
