package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesTest {

  private static final List<ClassInfo> CLASSES =
      List.of(new ClassInfo("a", "x"), new ClassInfo("b", "x"), new ClassInfo("c", "y"));

  private static Images images(int height, int width, int[] labels, int... pixels) {
    var bytes = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    return new Images(height, width, bytes, new Targets(labels, CLASSES));
  }

  private static float[] bytes(Images images, int row) {
    var values = images.pixels(row);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(255 * values[i]);
    }
    return values;
  }

  @Test
  void aBatchHoldsTheRowsAskedForFromZeroToOne() {
    var images = images(1, 2, new int[] {0, 1, 2}, 0, 51, 102, 153, 204, 255);
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = images.batch(manager, new int[] {2, 0}).singletonOrThrow();
      assertEquals(new Shape(2, 1, 1, 2), batch.getShape());
      assertArrayEquals(new float[] {0.8f, 1, 0, 0.2f}, batch.toFloatArray(), 1e-6f);
    }
  }

  @Test
  void aBatchCanBeLookedAtAgain() {
    var images = images(1, 2, new int[] {0, 1, 2}, 0, 51, 102, 153, 204, 255);
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = images.batch(manager, new int[] {1, 2}).singletonOrThrow();
      var seen = Images.of(batch);
      assertArrayEquals(new float[] {102, 153}, bytes(seen, 0));
      assertArrayEquals(new float[] {204, 255}, bytes(seen, 1));
      assertEquals(2, seen.classes().size());
      assertArrayEquals(new float[] {255, 255}, bytes(Images.of(batch.add(1)), 0));
      assertThrows(IllegalArgumentException.class, () -> Images.of(batch.flatten()));
    }
  }

  @Test
  void scalingByAWholeNumberTakesTheMeanOfEachBlock() {
    var images =
        images(4, 4, new int[] {0}, 0, 4, 8, 8, 8, 12, 8, 8, 100, 100, 0, 0, 100, 100, 0, 200);
    assertArrayEquals(new float[] {6, 8, 100, 50}, bytes(images.resized(2), 0));
  }

  @Test
  void scalingByAFractionWeighsPixelsByTheirCover() {
    // three pixels onto two: each new one covers one and a half of the old
    var images = images(3, 3, new int[] {0}, 0, 30, 90, 0, 30, 90, 0, 30, 90);
    assertArrayEquals(new float[] {10, 70, 10, 70}, bytes(images.resized(2), 0));
  }

  @Test
  void scalingUpRepeatsPixels() {
    var images = images(1, 1, new int[] {0}, 77);
    assertArrayEquals(new float[] {77, 77, 77, 77}, bytes(images.resized(2), 0));
  }

  @Test
  void theNegativeOfTheNegativeIsTheImage() {
    var images = images(1, 3, new int[] {0}, 0, 100, 255);
    assertArrayEquals(new float[] {255, 155, 0}, bytes(images.inverted(), 0));
    assertArrayEquals(bytes(images, 0), bytes(images.inverted().inverted(), 0));
  }

  @Test
  void keptClassesAreNumberedAnew() {
    var images = images(1, 1, new int[] {2, 0, 1, 2}, 10, 20, 30, 40);
    var part = images.filterClasses(label -> label != 0);
    assertEquals(List.of(CLASSES.get(1), CLASSES.get(2)), part.classes());
    assertArrayEquals(new int[] {1, 0, 1}, part.labels());
    assertArrayEquals(new float[] {10}, bytes(part, 0));
    assertArrayEquals(new float[] {40}, bytes(part, 2));
  }

  @Test
  void twoSetsHaveTheClassesOfBoth() {
    var both =
        images(1, 1, new int[] {2, 0}, 10, 20).concatDisjoint(images(1, 1, new int[] {1}, 30));
    assertArrayEquals(new int[] {2, 0, 4}, both.labels());
    assertEquals(6, both.classes().size());
    assertEquals(CLASSES.get(1), both.classes().get(4));
    assertArrayEquals(new float[] {30}, bytes(both, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> both.concatDisjoint(images(1, 2, new int[] {0}, 1, 2)));
  }

  @Test
  void aTurnedClassIsAClassOfItsOwn() {
    var images = images(2, 2, new int[] {1}, 1, 2, 3, 4).withRotatedClasses();
    assertEquals(12, images.classes().size());
    assertArrayEquals(new int[] {1, 4, 7, 10}, images.labels());
    assertArrayEquals(new float[] {2, 4, 1, 3}, bytes(images, 1), "a quarter turn to the left");
    assertArrayEquals(new float[] {4, 3, 2, 1}, bytes(images, 2), "a half turn");
    assertArrayEquals(new float[] {3, 1, 4, 2}, bytes(images, 3), "three quarters");
  }

  @Test
  void aPictureAndBackAreTheSame() {
    var images = images(2, 2, new int[] {0}, 0, 77, 128, 255);
    var back = Images.of(List.of(images.toBufferedImage(0)));
    assertArrayEquals(bytes(images, 0), bytes(back, 0));
  }

  @Test
  void picturesInMemoryHaveTheClassesThatAreGiven() {
    var images = images(1, 2, new int[] {0, 0, 1}, 0, 1, 2, 3, 4, 5);
    var pictures = List.of(images.toBufferedImage(2), images.toBufferedImage(0));
    var named = Images.of(pictures, Targets.of("cat", "ant"));
    assertArrayEquals(new int[] {1, 0}, named.labels());
    assertEquals(List.of(new ClassInfo("ant"), new ClassInfo("cat")), named.classes());
    assertArrayEquals(new float[] {4, 5}, bytes(named, 0));
  }

  @Test
  void mistakesAreNamed() {
    var size =
        assertThrows(IllegalArgumentException.class, () -> images(2, 2, new int[] {0}, 1, 2, 3));
    assertTrue(size.getMessage().contains("3 bytes"), size.getMessage());
    var label = assertThrows(IllegalArgumentException.class, () -> images(1, 1, new int[] {3}, 1));
    assertTrue(label.getMessage().contains("label 3 of sample 0"), label.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Images.of(List.of()));
    var one = images(1, 1, new int[] {0}, 1).toBufferedImage(0);
    assertThrows(
        IllegalArgumentException.class, () -> Images.of(List.of(one), Targets.of("a", "b")));
  }

  /** Two images of 1×2 pixels; the grey values are 0.299 R + 0.587 G + 0.114 B. */
  private static Images colours() {
    int[] values = {255, 0, 0, 255, 0, 0, 10, 20, 30, 40, 50, 60};
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Images(3, 1, 2, bytes, new Targets(new int[] {0, 1}, CLASSES));
  }

  @Test
  void coloursBecomeGreyByLumaAndGreyValuesEqualChannels() {
    var grey = colours().withChannels(1);
    assertArrayEquals(new float[] {76, 150}, bytes(grey, 0));
    assertArrayEquals(new float[] {26, 36}, bytes(grey, 1));
    assertArrayEquals(new float[] {76, 150, 76, 150, 76, 150}, bytes(grey.withChannels(3), 0));
    assertThrows(IllegalArgumentException.class, () -> grey.withChannels(2));
  }

  @Test
  void aBatchInColourHasThreeChannelsAndCanBeLookedAtAgain() {
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = colours().batch(manager, new int[] {1}).singletonOrThrow();
      assertEquals(new Shape(1, 3, 1, 2), batch.getShape());
      assertArrayEquals(new float[] {10, 20, 30, 40, 50, 60}, bytes(Images.of(batch), 0));
    }
    var picture = colours().toBufferedImage(1);
    assertEquals(0xff0a1e32, picture.getRGB(0, 0));
    assertArrayEquals(bytes(colours(), 1), bytes(Images.of(List.of(picture)), 0));
  }

  @Test
  void everyChannelIsResizedInvertedAndRotated() {
    assertArrayEquals(new float[] {128, 128, 0}, bytes(colours().resized(1), 0));
    assertArrayEquals(new float[] {245, 235, 225, 215, 205, 195}, bytes(colours().inverted(), 1));
    var rotated = colours().resized(2).withRotatedClasses().select(2 * 1 + 1); // by 90° of row 1
    assertArrayEquals(
        new float[] {20, 20, 10, 10, 40, 40, 30, 30, 60, 60, 50, 50}, bytes(rotated, 0));
  }
}
