package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.synthetic.SyntheticSignatures;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InkFeaturesTest {

  /** A bar of 2×6 pixels in an image of 10×20. */
  private static Images bar() {
    var pixels = new byte[200];
    for (int i = 0; i < 200; i++) {
      boolean ink = i / 20 >= 2 && i / 20 < 4 && i % 20 >= 3 && i % 20 < 9;
      pixels[i] = (byte) (ink ? 0 : 255);
    }
    return new Images(10, 20, pixels, new Targets(new int[1], List.of(new ClassInfo("a", ""))));
  }

  private static double feature(String name) {
    return InkFeatures.unscaled().extract(bar())[0][InkFeatures.FEATURE_NAMES.indexOf(name)];
  }

  @Test
  void theMeasurementsOfABarAreExact() {
    assertEquals(12 / 200.0, feature("amount of ink"), 1e-6);
    assertEquals(5.5 / 20, feature("centre across"), 1e-6);
    assertEquals(2.5 / 10, feature("centre down"), 1e-6);
    assertEquals(Math.sqrt(35 / 12.0) / 20, feature("spread across"), 1e-6); // (6² − 1) / 12
    assertEquals(0.5 / 10, feature("spread down"), 1e-6);
    assertEquals(0, feature("tilt"), 1e-6);
    assertEquals(1, feature("blackness"), 1e-6);
    assertEquals(4 / 10.0, feature("crossings across"), 1e-6); // 2 rows, in and out
    assertEquals(12 / 20.0, feature("crossings down"), 1e-6);
  }

  @Test
  void fittedFeaturesAreStandardised() {
    var images = new SyntheticSignatures(5, 4, 0, 1, 32).generate(new Seed(1)).genuine();
    var features = InkFeatures.fit(images).extract(images);
    for (int f = 0; f < 12; f++) {
      int feature = f;
      var values = Arrays.stream(features).mapToDouble(row -> row[feature]).toArray();
      assertEquals(0, Arrays.stream(values).average().orElseThrow(), 1e-4);
      assertEquals(1, Arrays.stream(values).map(x -> x * x).average().orElseThrow(), 1e-3);
    }
  }
}
