package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.Device;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

  /** An encoder whose network does not depend on the images, unlike its features. */
  private static Encoder fittedTo(long images) {
    var pixels = new byte[8 * 64];
    new Random(images).nextBytes(pixels);
    var data = new Images(8, 8, pixels, Targets.of("a", "a", "b", "b", "c", "c", "d", "d"));
    var input = new ImageInput(8, false);
    var plan =
        Architecture.identity()
            .projected(4)
            .withWhitenedFeatures(Architecture.identity(), 4, 0.5, 1)
            .l2Normalized();
    return Encoder.create(input, plan.fit(data, input), Device.cpu(), new Seed(1));
  }

  @Test
  void encodersOfOtherFittedFeaturesHaveOtherFingerprints(@TempDir Path folder) {
    try (var one = fittedTo(1);
        var other = fittedTo(2)) {
      assertArrayEquals(one.weights().state().values(), other.weights().state().values());
      assertNotEquals(IndexFile.fingerprint(one), IndexFile.fingerprint(other));
      one.save(folder.resolve("one.zip"));
      try (var same = Encoder.load(folder.resolve("one.zip"), Device.cpu())) {
        assertEquals(IndexFile.fingerprint(one), IndexFile.fingerprint(same));
      }
    }
  }
}
