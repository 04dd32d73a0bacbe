package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithWhitenedFeaturesTest {

  @TempDir Path folder;

  /** Two classes around (0.2, 0.4) and (0.8, 0.6): ±0.2 the upper pixel, ±0.4 the lower one. */
  private static final Images PIXELS = pixels(4, 4, 0, 4, 2, 8, 2, 0, 10, 6, 6, 6, 8, 10, 8, 2);

  private static Images pixels(int... tenths) {
    var bytes = new byte[tenths.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(25.5f * tenths[i]);
    }
    var classes = List.of(new ClassInfo("a", ""), new ClassInfo("b", ""));
    return new Images(2, 1, bytes, new Targets(new int[] {0, 0, 0, 0, 1, 1, 1, 1}, classes));
  }

  private static WithWhitenedFeatures plan(Architecture features, int components, double weight) {
    var body = new Identity().projected(3);
    return new WithWhitenedFeatures(body, features, components, 1e-6, weight, false, List.of());
  }

  private static Encoder encoder(Preprocessor input, Architecture plan) {
    return Encoder.create(input, plan, Device.cpu(), new Seed(1));
  }

  @Test
  void whatDiffersWithinAClassCountsLessByItsSpread() {
    var input = TensorInput.of(new Shape(1, 2, 1));
    try (var encoder = encoder(input, plan(new Identity(), 9, 2).fit(PIXELS, input));
        var manager = Torch.manager(Device.cpu())) {
      var embeddings = encoder.embed(PIXELS, manager);
      assertEquals(new Shape(8, 3 + 2), embeddings.getShape());
      var coordinates = embeddings.get(":, 3:");
      // less the mean (−0.1, −0.1) and (−0.3, 0.3), divided by 0.02^½ and 0.08^½: a cosine of 0.6
      float product = coordinates.get(0).mul(coordinates.get(2)).sum().getFloat();
      assertEquals(2 * 2 * 0.6, product, 1e-3);
      var lengths = coordinates.square().sum(new int[] {1}).sqrt();
      assertArrayEquals(new float[] {2, 2, 2, 2, 2, 2, 2, 2}, Tensors.toFloatArray(lengths), 1e-5f);
    }
  }

  @Test
  void inTrainingThereIsTheNetworkAlone() {
    var input = new ImageInput(16, true);
    var data = new SyntheticGlyphs(2, 3, 4, 16).generate(new Seed(1));
    var plan = plan(new OrientedGradients(4, 4), 9, 1).fit(data, input);
    try (var encoder = encoder(input, plan);
        var alone = encoder(input, new Identity().projected(3));
        var manager = Torch.manager(Device.cpu())) {
      var batch = input.transform(data).batch(manager, new int[] {0, 5, 9});
      var expected = Tensors.toFloatArray(alone.forward(batch, true));
      assertArrayEquals(expected, Tensors.toFloatArray(encoder.forward(batch, true)), 1e-6f);
      assertEquals(
          alone.parameterCount(), encoder.parameterCount(), "what is computed is not trained");
      var image = coordinates(encoder, batch.head());
      assertArrayEquals(image, coordinates(encoder, batch.head().flip(3)), 1e-4f);
    }
  }

  private static float[] coordinates(Encoder encoder, NDArray images) {
    return Tensors.toFloatArray(encoder.forward(new NDList(images), false).get(":, 3:"));
  }

  @Test
  void areSavedWithTheEncoder() {
    var input = new ImageInput(16, true);
    var data = new SyntheticGlyphs(2, 3, 4, 16).generate(new Seed(1));
    var plan = plan(new OrientedGradients(4, 4), 9, 1).fit(data, input).l2Normalized();
    try (var encoder = encoder(input, plan);
        var manager = Torch.manager(Device.cpu())) {
      encoder.save(folder.resolve("faces.zip"));
      try (var loaded = Encoder.load(folder.resolve("faces.zip"), Device.cpu())) {
        var expected = Tensors.toFloatArray(encoder.embed(data, manager));
        assertArrayEquals(expected, Tensors.toFloatArray(loaded.embed(data, manager)));
      }
    }
  }

  @Test
  void areToBeFittedFirst() {
    var input = TensorInput.of(new Shape(1, 2, 1));
    try (var encoder = encoder(input, plan(new Identity(), 2, 1));
        var manager = Torch.manager(Device.cpu())) {
      assertThrows(IllegalStateException.class, () -> encoder.embed(PIXELS, manager));
    }
  }
}
