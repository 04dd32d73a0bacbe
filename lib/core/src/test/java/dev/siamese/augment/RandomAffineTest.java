package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomAffineTest {

  /** A blot in the middle of each of two images. */
  private static NDArray blots(NDManager manager) {
    var pixels = new float[2 * 21 * 21];
    for (int i = 0; i < pixels.length; i++) {
      int y = i % 441 / 21 - 10;
      int x = i % 21 - 10;
      pixels[i] = (float) Math.exp(-(x * x + y * y) / 8.0);
    }
    return manager.create(pixels, new Shape(2, 1, 21, 21));
  }

  private static double[] centre(float[] pixels, int image) {
    double mass = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < 441; i++) {
      float ink = pixels[image * 441 + i];
      mass += ink;
      x += ink * (i % 21);
      y += ink * (i / 21);
    }
    return new double[] {x / mass, y / mass, mass};
  }

  @Test
  void nothingToDoChangesNothing() {
    try (var manager = Torch.manager(Device.cpu())) {
      var images = blots(manager);
      var same = new RandomAffine(0, 0, 0, 0).apply(images, new Seed(1).generator());
      assertArrayEquals(images.toFloatArray(), same.toFloatArray(), 1e-5f);
    }
  }

  @Test
  void aShiftMovesEveryImageByItself() {
    try (var manager = Torch.manager(Device.cpu())) {
      var moved =
          new RandomAffine(0, 0.1, 0, 0)
              .apply(blots(manager), new Seed(1).generator())
              .toFloatArray();
      for (int image = 0; image < 2; image++) {
        var centre = centre(moved, image);
        assertTrue(Math.abs(centre[0] - 10) <= 2.1 + 0.05, Arrays.toString(centre));
        assertTrue(Math.hypot(centre[0] - 10, centre[1] - 10) > 0.1, Arrays.toString(centre));
      }
      assertTrue(Math.abs(centre(moved, 0)[0] - centre(moved, 1)[0]) > 0.05);
    }
  }

  @Test
  void aTurnKeepsWhatIsRound() {
    try (var manager = Torch.manager(Device.cpu())) {
      var images = blots(manager);
      var turned = new RandomAffine(180, 0, 0, 0).apply(images, new Seed(1).generator());
      // bilinear interpolation flattens the top a little
      assertArrayEquals(images.toFloatArray(), turned.toFloatArray(), 0.05f);
    }
  }

  @Test
  void scaleChangesTheMass() {
    try (var manager = Torch.manager(Device.cpu())) {
      var scaled = new RandomAffine(0, 0, 0.5, 0).apply(blots(manager), new Seed(3).generator());
      double mass = centre(scaled.toFloatArray(), 0)[2];
      double before = centre(blots(manager).toFloatArray(), 0)[2];
      assertTrue(mass > before / 2.3 && mass < before * 2.3 && Math.abs(mass - before) > 0.1);
    }
  }

  @Test
  void equalGeneratorsGiveEqualBatchesAndTheInputStays() {
    try (var manager = Torch.manager(Device.cpu())) {
      var images = blots(manager);
      var before = images.toFloatArray();
      var augmentation = RandomAffine.HANDWRITING.then(RandomAffine.HANDWRITING);
      var one = augmentation.apply(images, new Seed(1).generator()).toFloatArray();
      var two = augmentation.apply(images, new Seed(1).generator()).toFloatArray();
      assertArrayEquals(one, two);
      assertEquals(false, Arrays.equals(before, one));
      assertArrayEquals(before, images.toFloatArray());
    }
  }

  @Test
  void eachMethodSetsOneRange() {
    assertEquals(new RandomAffine(15, 0, 0, 0), RandomAffine.rotate(15));
    assertEquals(new RandomAffine(0, 0.1, 0, 0), RandomAffine.none().translate(0.1));
    assertEquals(new RandomAffine(0, 0, 0.2, 0), RandomAffine.none().scale(0.2));
    assertEquals(
        new RandomAffine(1, 0.2, 0.3, 0.4),
        RandomAffine.none().degrees(1).translate(0.2).scale(0.3).shear(0.4));
    assertEquals(new RandomAffine(0, 0, 0, 0.3), RandomAffine.none().shear(0.3));
  }

  @Test
  void aNegativeRangeIsRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new RandomAffine(-1, 0, 0, 0));
    assertTrue(error.getMessage().contains("degrees"), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> RandomAffine.none().shear(Double.NaN));
  }
}
