package dev.siamese.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import dev.siamese.augment.Augmentation;
import dev.siamese.augment.RandomAffine;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestTimeAugmentationTest {

  private static Encoder encoder() {
    return Encoder.create(
        new ImageInput(16, true),
        new ResidualCnn(List.of(4)).projected(8),
        Device.cpu(),
        new Seed(3));
  }

  @Test
  void theMeanOfALinearChangeIsThatOfTheNumbers() {
    var data = new SyntheticGlyphs(1, 3, 2, 16).generate(new Seed(1));
    Augmentation darker = (batch, random) -> batch.mul(Scalar.constant(0f));
    try (var encoder = encoder();
        var manager = Torch.manager(Device.cpu())) {
      var once = encoder.embed(data, manager).toFloatArray();
      assertArrayEquals(once, embed(encoder, 1, darker));
      var twice = embed(encoder, 2, darker);
      var thrice = embed(encoder, 3, darker);
      for (int i = 0; i < once.length; i++) {
        float nothing = 2 * twice[i] - once[i]; // what is said of an empty image
        assertEquals(once[i] + 2 * nothing, 3 * thrice[i], 1e-5);
      }
    }
  }

  @Test
  void theSameSeedSeesTheSame() {
    try (var encoder = encoder()) {
      assertArrayEquals(
          embed(encoder, 4, RandomAffine.HANDWRITING), embed(encoder, 4, RandomAffine.HANDWRITING));
    }
  }

  private static float[] embed(Encoder encoder, int count, Augmentation alteration) {
    var data = new SyntheticGlyphs(1, 3, 2, 16).generate(new Seed(1));
    try (var manager = Torch.manager(Device.cpu())) {
      return new TestTimeAugmentation(count, alteration, new Seed(5))
          .embed(encoder, data, manager)
          .toFloatArray();
    }
  }

  @Test
  void noViewIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TestTimeAugmentation(0, Augmentation.NONE, new Seed(1)));
  }
}
