package dev.siamese.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.engine.Transfer;
import dev.siamese.invented.Glyphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {

  private static final Architecture PLAN = new ResidualCnn(List.of(4, 8)).projected(6).normalized();

  @Test
  void layersHaveNamesShapesAndAllOfTheWeights() {
    try (var encoder = create()) {
      var layers = encoder.layers(new Glyphs(1, 1, 1, 16).draw(new Seed(1)));
      assertEquals(
          List.of(
              "input",
              "residual stage",
              "max-pooling",
              "ReLU",
              "residual stage",
              "max-pooling",
              "ReLU",
              "flatten",
              "dense",
              "divide by the length"),
          layers.stream().map(Layer::name).toList());
      assertEquals("4 × 16 × 16", layers.get(1).size());
      assertEquals("128", layers.get(7).size());
      assertEquals(encoder.size(), layers.stream().mapToLong(Layer::weights).sum());
      for (var layer : layers) {
        int numbers =
            List.of(layer.size().split(" × ")).stream()
                .mapToInt(Integer::parseInt)
                .reduce(1, (a, b) -> a * b);
        assertEquals(numbers, layer.output().length, layer.name());
      }
    }
  }

  @Test
  void theLastLayerGivesTheEmbedding() {
    var one = new Glyphs(1, 1, 1, 16).draw(new Seed(1));
    try (var encoder = create();
        var manager = Torch.manager(Device.cpu())) {
      var last = encoder.layers(one).get(9).output();
      assertArrayEquals(Transfer.floats(encoder.embed(one, manager)), last, 1e-6f);
    }
  }

  @Test
  void onlyOneSampleCanBeShown() {
    try (var encoder = create()) {
      var two = new Glyphs(1, 2, 1, 16).draw(new Seed(1));
      assertThrows(IllegalArgumentException.class, () -> encoder.layers(two));
    }
  }

  private static Encoder create() {
    return Encoder.create(new ImageInput(16, true), PLAN, Device.cpu(), new Seed(1));
  }
}
