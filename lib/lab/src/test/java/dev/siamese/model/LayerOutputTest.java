package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerOutputTest {

  private static final Architecture PLAN =
      new ResidualCnn(List.of(4, 8)).projected(6).l2Normalized();

  @Test
  void layersHaveNamesShapesAndAllOfTheWeights() {
    try (var encoder = create()) {
      var layers = encoder.layerOutputs(new SyntheticGlyphs(1, 1, 1, 16).generate(new Seed(1)));
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
              "L2 normalisation"),
          layers.stream().map(LayerOutput::name).toList());
      assertEquals("4 × 16 × 16", layers.get(1).formatShape());
      assertEquals("128", layers.get(7).formatShape());
      assertEquals(
          encoder.parameterCount(), layers.stream().mapToLong(LayerOutput::parameterCount).sum());
      for (var layer : layers) {
        int numbers =
            List.of(layer.formatShape().split(" × ")).stream()
                .mapToInt(Integer::parseInt)
                .reduce(1, (a, b) -> a * b);
        assertEquals(numbers, layer.values().length, layer.name());
      }
    }
  }

  @Test
  void theLastLayerGivesTheEmbedding() {
    var one = new SyntheticGlyphs(1, 1, 1, 16).generate(new Seed(1));
    try (var encoder = create();
        var manager = Torch.manager(Device.cpu())) {
      var last = encoder.layerOutputs(one).get(9).values();
      assertArrayEquals(Tensors.toFloatArray(encoder.embed(one, manager)), last, 1e-6f);
    }
  }

  @Test
  void onlyOneSampleCanBeShown() {
    try (var encoder = create()) {
      var two = new SyntheticGlyphs(1, 2, 1, 16).generate(new Seed(1));
      assertThrows(IllegalArgumentException.class, () -> encoder.layerOutputs(two));
    }
  }

  private static Encoder create() {
    return Encoder.create(new ImageInput(16, true), PLAN, Device.cpu(), new Seed(1));
  }
}
