package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.synthetic.SyntheticSignatures;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WritingNormalizerTest {

  private static final WritingNormalizer INK = new WritingNormalizer(12, 24);

  /** A rectangle of one grey on paper of another. */
  private static Images rectangle(
      int height, int width, int top, int left, int high, int wide, int ink, int paper) {
    var pixels = new byte[height * width];
    Arrays.fill(pixels, (byte) paper);
    for (int y = top; y < top + high; y++) {
      Arrays.fill(pixels, y * width + left, y * width + left + wide, (byte) ink);
    }
    return new Images(
        height, width, pixels, new Targets(new int[1], List.of(new ClassInfo("a", ""))));
  }

  /** The rows and columns of the ink, the last ones excluded, and that there is no grey. */
  private static List<Integer> box(Images image) {
    int top = 99;
    int bottom = 0;
    int left = 99;
    int right = 0;
    var values = image.pixels(0);
    for (int i = 0; i < values.length; i++) {
      assertTrue(values[i] == 0 || values[i] == 1, "grey: " + values[i]);
      if (values[i] == 0) {
        top = Math.min(top, i / image.width());
        bottom = Math.max(bottom, i / image.width() + 1);
        left = Math.min(left, i % image.width());
        right = Math.max(right, i % image.width() + 1);
      }
    }
    return List.of(top, bottom, left, right);
  }

  @Test
  void whatIsWrittenFillsTheMiddleWhereverItWas() {
    // 20×10 of ink scaled by 8/20 to fit between the margins of 2: 8×4
    var one = rectangle(30, 70, 2, 50, 20, 10, 0, 255);
    var other = rectangle(50, 20, 25, 3, 20, 10, 0, 255);
    assertEquals(List.of(2, 10, 10, 14), box(INK.apply(one)));
    assertEquals(List.of(2, 10, 10, 14), box(INK.apply(other)));
  }

  @Test
  void aWideLineIsBoundByTheWidth() {
    // 10×50 scaled by 20/50: 4×20
    assertEquals(List.of(4, 8, 2, 22), box(INK.apply(rectangle(30, 70, 5, 5, 10, 50, 0, 255))));
  }

  @Test
  void pencilOnGreyPaperBecomesBlackOnWhite() {
    assertEquals(
        List.of(2, 10, 10, 14), box(INK.apply(rectangle(30, 70, 2, 50, 20, 10, 150, 200))));
  }

  @Test
  void aSpeckDoesNotShrinkTheRest() {
    var sheet = rectangle(100, 100, 10, 10, 60, 30, 0, 255).toBufferedImage(0);
    sheet.setRGB(99, 99, 0); // one pixel beside 1,800 of ink
    assertEquals(List.of(2, 10, 10, 14), box(INK.apply(Images.of(List.of(sheet)))));
  }

  @Test
  void whatWasBroughtToASizeStaysNearlyAsItIs() {
    var drawn = new SyntheticSignatures(2, 2, 0, 1, 80).generate(new Seed(1)).genuine();
    var ink = new WritingNormalizer(64, 160);
    var once = ink.apply(drawn);
    var twice = ink.apply(once);
    for (int row = 0; row < once.size(); row++) {
      double apart = 0;
      for (int i = 0; i < 64 * 160; i++) {
        apart += Math.abs(once.pixels(row)[i] - twice.pixels(row)[i]) / (64 * 160);
      }
      assertTrue(apart < 0.05, "row " + row + " changes by " + apart);
    }
  }

  @Test
  void aBlankPictureIsRefused() {
    var blank = rectangle(20, 20, 0, 0, 20, 20, 240, 250);
    var error = assertThrows(DataException.class, () -> INK.apply(blank));
    assertTrue(error.getMessage().contains("image 0 (a)"), error.getMessage());
  }

  @Test
  void aSizeThatHoldsNothingIsRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new WritingNormalizer(4, 100));
    assertTrue(error.getMessage().contains("4×100"));
  }
}
