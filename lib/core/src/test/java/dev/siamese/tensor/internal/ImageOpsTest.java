package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import org.junit.jupiter.api.Test;

class ImageOpsTest {

  @Test
  void affineMovesByHalfTheWidthAndFillsWithZero() {
    try (var manager = Torch.manager(Device.cpu())) {
      var image = manager.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new Shape(1, 1, 2, 4));
      var theta = manager.create(new float[] {1, 0, 1, 0, 1, 0}, new Shape(1, 2, 3));
      var moved = ImageOps.affine(image, theta);
      assertArrayEquals(new float[] {3, 4, 0, 0, 7, 8, 0, 0}, moved.toFloatArray(), 1e-6f);
    }
  }

  @Test
  void affineInterpolatesByCubicConvolution() {
    try (var manager = Torch.manager(Device.cpu())) {
      var image = manager.create(new float[] {0, 0, 0, 1, 0, 0, 0, 0}, new Shape(1, 1, 1, 8));
      var halfAPixel = new float[] {1, 0, 0.125f, 0, 1, 0};
      var moved = ImageOps.affine(image, manager.create(halfAPixel, new Shape(1, 2, 3)));
      double near = 1.25 / 8 - 2.25 / 4 + 1; // (a + 2) x³ − (a + 3) x² + 1, a = −¾, x = ½
      double far = -0.75 * (27 / 8.0 - 5 * 9 / 4.0 + 8 * 3 / 2.0 - 4); // a (x³ − 5x² + 8x − 4)
      var expected = new float[] {0, (float) far, (float) near, (float) near, (float) far, 0, 0, 0};
      assertArrayEquals(expected, moved.toFloatArray(), 1e-6f);
    }
  }

  @Test
  void warpMovesByTheDisplacements() {
    try (var manager = Torch.manager(Device.cpu())) {
      var image = manager.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new Shape(1, 1, 2, 4));
      // every pixel takes its value from one pixel further right: a quarter of the width 2
      var right = manager.create(new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0, 0, 0, 0});
      var moved = ImageOps.warp(image, right.reshape(1, 2, 2, 2));
      assertArrayEquals(new float[] {2, 3, 4, 0, 6, 7, 8, 0}, moved.toFloatArray(), 1e-5f);
    }
  }

  @Test
  void gridSampleInterpolatesAndClampsAtTheEnds() {
    try (var manager = Torch.manager(Device.cpu())) {
      var signals = manager.create(new float[] {0, 10, 20, 1, 2, 4}, new Shape(1, 2, 3));
      var places = manager.create(new float[] {-3, -0.5f, 1.2f}, new Shape(1, 3));
      var read = ImageOps.gridSample1d(signals, places);
      assertEquals(new Shape(1, 2, 3), read.getShape());
      assertArrayEquals(new float[] {0, 5, 20, 1, 1.5f, 4}, read.toFloatArray(), 1e-5f);
    }
  }
}
