package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.match.Verifier.Explanation.Part;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Preprocessor;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Encoders that depend on one known part of an image. */
class ImageExplanationTest {

  private static final Targets ONE = Targets.of("one");

  /** A grey image of 24×48 pixels with one value at the border and one in a patch of 4×4. */
  private static Images image(int border, int patch) {
    var pixels = new byte[24 * 48];
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 48; x++) {
        boolean isBorder = y == 0 || y == 23 || x == 0 || x == 47;
        boolean isPatch = y >= 8 && y < 12 && x >= 20 && x < 24;
        pixels[y * 48 + x] = (byte) (isPatch ? patch : isBorder ? border : 77);
      }
    }
    return new Images(24, 48, pixels, ONE);
  }

  @Test
  void aPatchOfAnImage() {
    var forwards = new AtomicInteger();
    // the sum of the patch: 16 on the left, 0 on the right; a copy has 16 times the border's mean
    Function<NDList, NDArray> patch =
        batch -> {
          forwards.incrementAndGet();
          return batch.get(0).get(":, 0, 8:12, 20:24").reshape(-1, 16).sum(new int[] {1}, true);
        };
    var input = Preprocessor.none(new Shape(1, 24, 48));
    var explanation = Probe.explain(input, patch, image(51, 255), image(102, 0));
    assertEquals(16, explanation.distance(), Probe.TOLERANCE);
    assertEquals(6 * 12, explanation.left().parts().size());
    Probe.assertOnly("(20, 8)", 16 * 0.2 - 16, explanation.left());
    Probe.assertOnly("(20, 8)", (16 - 16 * 0.4) - 16, explanation.right());
    assertEquals(new Part("(0, 0)", 0, 0, 4, 4, 0), explanation.left().parts().get(0));
    assertTrue(
        forwards.get() <= 5, "one to initialise, two to compare, one for each side's copies");
  }

  @Test
  void largeImagesAreShrunkAndPartsCoverTheWholeImage() {
    var pixels = new byte[3 * 1000 * 700];
    Arrays.fill(pixels, 700 * 400, 700 * 600, (byte) 200); // of the red channel
    var image = new Images(3, 1000, 700, pixels, ONE);
    Function<NDList, NDArray> red =
        batch -> batch.get(0).get(":, 0").reshape(-1, 2500).mean(new int[] {1}, true);
    var input = new ImageInput(50, false, 3);
    var explanation = Probe.explain(input, red, image, image.inverted());
    var parts = explanation.left().parts();
    assertEquals(12 * 8, parts.size());
    assertEquals(700_000, parts.stream().mapToInt(part -> part.width() * part.height()).sum());
    for (var part : parts) { // the border is darker than the stripe, and the other image lighter
      boolean isStripe = part.y() + part.height() > 400 && part.y() < 600;
      assertEquals(isStripe, part.contribution() > 1e-4, part.toString());
    }
  }
}
