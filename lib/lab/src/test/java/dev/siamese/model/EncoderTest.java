package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EncoderTest {

  private static final Images DATA = new SyntheticGlyphs(1, 3, 2, 40).generate(new Seed(1));
  private static final Architecture SMALL =
      new ResidualCnn(List.of(4, 8)).projected(5).l2Normalized();

  private static Encoder encoder(Architecture architecture, int size, long seed) {
    return Encoder.create(new ImageInput(size, true), architecture, Device.cpu(), new Seed(seed));
  }

  private static float[] embed(Encoder encoder, Dataset data) {
    try (var manager = Torch.manager(Device.cpu())) {
      return encoder.embed(data, manager).toFloatArray();
    }
  }

  @Test
  void simpleCnnHasTheParametersOfItsLayers() {
    try (var encoder = encoder(new SimpleCnn(), 105, 1)) {
      // 105 → 103 → 51 → 49 → 24 pixels
      int convolutions = (9 + 1) * 32 + (9 * 32 + 1) * 64;
      assertEquals(convolutions + (24 * 24 * 64 + 1) * 128, encoder.parameterCount());
      assertEquals(6 * 128, embed(encoder, DATA).length);
    }
  }

  @Test
  void normalizedEmbeddingsHaveLengthOne() {
    try (var encoder = encoder(SMALL, 16, 1)) {
      var embeddings = embed(encoder, DATA);
      for (int row = 0; row < 6; row++) {
        double squares = 0;
        for (int d = 0; d < 5; d++) {
          squares += embeddings[5 * row + d] * embeddings[5 * row + d];
        }
        assertEquals(1, squares, 1e-5);
      }
    }
  }

  @Test
  void equalSeedsGiveEqualEncodersAndOthersDoNot() {
    try (var one = encoder(SMALL, 16, 1);
        var same = encoder(SMALL, 16, 1);
        var other = encoder(SMALL, 16, 2)) {
      assertArrayEquals(embed(one, DATA), embed(same, DATA));
      assertTrue(Math.abs(embed(one, DATA)[0] - embed(other, DATA)[0]) > 1e-4);
    }
  }

  @Test
  void anEmbeddingDoesNotDependOnTheOtherSamples() {
    try (var encoder = encoder(SMALL, 16, 1)) {
      var alone = embed(encoder, DATA.select(4));
      var together = java.util.Arrays.copyOfRange(embed(encoder, DATA), 20, 25);
      assertArrayEquals(alone, together, 1e-6f);
    }
  }

  @Test
  void closeWaitsForTraining() throws InterruptedException {
    var encoder = encoder(SMALL, 16, 1);
    var closing = new Thread(encoder::close);
    encoder.withWriteLock(
        () -> {
          closing.start();
          while (closing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          return embed(encoder, DATA);
        });
    closing.join();
    assertThrows(IllegalStateException.class, () -> embed(encoder, DATA));
  }

  @Test
  void threeTowersAreThreeRowsOfOneBatch() {
    try (var encoder = encoder(new SimpleCnn(List.of(3, 4), 6), 16, 1)) {
      var prepared = encoder.card().input().transform(DATA);
      var together =
          gradients(
              encoder,
              forward -> {
                var rows = forward.apply(prepared, new int[] {0, 1, 4});
                return hinge(rows.get("0:1"), rows.get("1:2"), rows.get("2:3"));
              });
      var apart =
          gradients(
              encoder,
              forward ->
                  hinge(
                      forward.apply(prepared, new int[] {0}),
                      forward.apply(prepared, new int[] {1}),
                      forward.apply(prepared, new int[] {4})));
      double largest = 0;
      for (float gradient : apart) {
        largest = Math.max(largest, Math.abs(gradient));
      }
      assertTrue(largest > 0);
      assertArrayEquals(apart, together, (float) (1e-5 * largest));
    }
  }

  private static NDArray hinge(NDArray anchor, NDArray positive, NDArray negative) {
    var near = anchor.sub(positive).square().sum();
    return near.sub(anchor.sub(negative).square().sum()).add(1000).maximum(0);
  }

  private static float[] gradients(
      Encoder encoder, Function<BiFunction<Dataset, int[], NDArray>, NDArray> loss) {
    encoder.weights().zeroGradients();
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      collector.backward(
          loss.apply((data, rows) -> encoder.forward(data.batch(manager, rows), true)));
      return encoder.weights().gradients(manager).toFloatArray();
    }
  }

  @Test
  void pretrainedEncodersLoad() {
    for (var name : Encoder.PRETRAINED) {
      try (var encoder = Encoder.fromPretrained(name, Device.cpu());
          var manager = Torch.manager(Device.cpu())) {
        assertTrue(encoder.card().requireThreshold() > 0);
        var recipe = encoder.card().metadata().get("recipe");
        assertTrue(recipe.contains("\"augmentation\""), recipe);
        var letters = new SyntheticGlyphs(1, 2, 2, 105).generate(new Seed(1));
        var embeddings = encoder.embed(letters, manager);
        assertEquals(new Shape(4, 256), embeddings.getShape());
      }
    }
  }
}
