package dev.siamese.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticSignsTest {

  @TempDir Path folder;

  private Images images(String name, long seed) {
    new SyntheticSigns(4, 2, 3, 32).write(folder.resolve(name), new Seed(seed));
    return ImageFolder.of(folder.resolve(name)).readLabeled(image -> image);
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  @Test
  void writesAFolderPerKind() {
    var images = images("a", 1);
    assertArrayEquals(new int[] {6, 6, 6, 6}, images.classSizes());
    assertEquals(3, images.channels());
    assertEquals(32, images.height());
    assertEquals("00", images.classes().get(0).name());
  }

  @Test
  void equalSeedsGiveEqualPhotos() {
    var one = images("a", 1);
    var same = images("b", 1);
    var other = images("c", 2);
    assertArrayEquals(one.pixels(5), same.pixels(5));
    assertTrue(squaredDistance(one.pixels(5), other.pixels(5)) > 0);
  }

  @Test
  void photosOfOneSignAreNearerThanThoseOfTwoSigns() {
    var images = images("a", 1);
    for (int kind = 0; kind < 4; kind++) {
      var first = images.pixels(6 * kind);
      double sameSign = squaredDistance(first, images.pixels(6 * kind + 1));
      double otherSign = squaredDistance(first, images.pixels(6 * kind + 3));
      assertTrue(sameSign < otherSign, "kind " + kind + ": " + sameSign + ", " + otherSign);
    }
  }

  @Test
  void tooSmallNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SyntheticSigns(1, 1, 1, 32));
    assertThrows(IllegalArgumentException.class, () -> new SyntheticSigns(2, 0, 1, 32));
    assertThrows(IllegalArgumentException.class, () -> new SyntheticSigns(2, 1, 1, 8));
  }
}
