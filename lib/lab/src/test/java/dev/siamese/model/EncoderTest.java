package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.distance.Distances;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderTest {

  private static final Images DATA = new SyntheticGlyphs(1, 3, 2, 40).generate(new Seed(1));
  private static final Architecture SMALL =
      new ResidualCnn(List.of(4, 8)).projected(5).l2Normalized();

  @TempDir Path folder;

  private static Encoder encoder(Architecture architecture, int size, long seed) {
    return Encoder.create(new ImageInput(size, true), architecture, Device.cpu(), new Seed(seed));
  }

  private static float[] embed(Encoder encoder, Dataset data) {
    try (var manager = Torch.manager(Device.cpu())) {
      return encoder.embed(data, manager).toFloatArray();
    }
  }

  @Test
  void theGuidesNetworkHasTheSizeThatItsLayersGive() {
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
  void anEmbeddingDoesNotDependOnWhatElseIsEmbedded() {
    try (var encoder = encoder(SMALL, 16, 1)) {
      var alone = embed(encoder, DATA.select(4));
      var together = java.util.Arrays.copyOfRange(embed(encoder, DATA), 20, 25);
      assertArrayEquals(alone, together, 1e-6f);
    }
  }

  @Test
  void whoeverClosesItWaitsForItsTraining() throws InterruptedException {
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
    assertFalse(encoder.manager().isOpen());
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
    }
    return encoder.weights().gradients().toFloatArray();
  }

  @Test
  void aSavedEncoderComesBackWhole() {
    var file = folder.resolve("new/encoder.zip");
    try (var encoder = encoder(SMALL, 16, 1)) {
      encoder.setCard(
          encoder
              .card()
              .withDistance(Distances.COSINE)
              .withThreshold(0.25)
              .withTrainingClasses(List.of("a", "b"))
              .withMetadata("data", "glyphs"));
      encoder.save(file);
      try (var loaded = Encoder.load(file, Device.cpu())) {
        assertEquals(encoder.card(), loaded.card());
        assertArrayEquals(embed(encoder, DATA), embed(loaded, DATA));
      }
    }
  }

  @Test
  void aPackedEncoderIsAFourthAsLargeAndEmbedsNearlyTheSame() throws IOException {
    try (var encoder = encoder(new ResidualCnn(List.of(16, 32)).projected(50), 16, 1)) {
      encoder.save(folder.resolve("whole.zip"));
      encoder.saveQuantized(folder.resolve("packed.zip"));
      double whole = Files.size(folder.resolve("whole.zip"));
      assertEquals(0.25, Files.size(folder.resolve("packed.zip")) / whole, 0.03);
      try (var packed = Encoder.load(folder.resolve("packed.zip"), Device.cpu())) {
        var before = embed(encoder, DATA);
        var after = embed(packed, DATA);
        double error = 0;
        double length = 0;
        for (int i = 0; i < before.length; i++) {
          error += (after[i] - before[i]) * (after[i] - before[i]);
          length += before[i] * before[i];
        }
        assertEquals(0.025, Math.sqrt(error / length), 0.02);
      }
    }
  }

  @Test
  void whatIsPackedIsRoundedToAStepOfItsSixtyFour() {
    var numbers = new float[130];
    for (int i = 0; i < 130; i++) {
      numbers[i] = i < 64 ? i - 63 : i < 128 ? 0 : 1e-9f;
    }
    assertArrayEquals(numbers, BlockQuantizer.dequantize(BlockQuantizer.quantize(numbers)));
    numbers[5] += 0.4f;
    assertEquals(5 - 63, BlockQuantizer.dequantize(BlockQuantizer.quantize(numbers))[5]);
    assertArrayEquals(
        new float[0], BlockQuantizer.dequantize(BlockQuantizer.quantize(new float[0])));
  }

  @Test
  void savingLeavesNothingElseBehind() throws IOException {
    try (var encoder = encoder(SMALL, 16, 1)) {
      encoder.save(folder.resolve("encoder.zip"));
      encoder.save(folder.resolve("encoder.zip"));
    }
    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("encoder.zip")), files.toList());
    }
  }

  @Test
  void anEncoderOfTheLibraryNeedsNoTraining() {
    for (var name : Encoder.PRETRAINED) {
      try (var encoder = Encoder.fromPretrained(name, Device.cpu());
          var manager = Torch.manager(Device.cpu())) {
        assertTrue(encoder.card().threshold() > 0);
        var recipe = encoder.card().metadata().get("recipe");
        assertTrue(recipe.contains("\"augmentation\""), recipe);
        var letters = new SyntheticGlyphs(1, 2, 2, 105).generate(new Seed(1));
        var embeddings = encoder.embed(letters, manager);
        assertEquals(new Shape(4, 256), embeddings.getShape());
      }
    }
  }

  @Test
  void whatIsNotOneOfTheLibraryIsAFile() throws IOException {
    var file = folder.resolve("mine.zip");
    try (var mine = encoder(new Mlp(List.of(3)), 16, 1)) {
      mine.save(file);
      try (var again = Encoder.fromPretrained(file.toString(), Device.cpu())) {
        assertEquals(mine.card(), again.card());
      }
    }
    var missing = folder.resolve("none.zip").toString();
    var error =
        assertThrows(
            EncoderFileException.class, () -> Encoder.fromPretrained(missing, Device.cpu()));
    assertTrue(error.getMessage().contains(missing), error.getMessage());
  }

  @Test
  void weightsOfAnotherArchitectureAreRefused() {
    try (var one = encoder(SMALL, 16, 1);
        var other = encoder(new ResidualCnn(List.of(4)).projected(5), 16, 1)) {
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> other.weights().loadState(one.weights().state()));
      assertTrue(error.getMessage().contains("not of one architecture"));
    }
  }

  @Test
  void aFileThatIsNoEncoderIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("readme.txt"), "hello");
    var error = assertThrows(EncoderFileException.class, () -> Encoder.load(file, Device.cpu()));
    assertTrue(error.getMessage().startsWith("cannot read an encoder from " + file));
  }

  @Test
  void anArchitectureOfOnesOwnCanBeSaved() {
    var file = folder.resolve("encoder.zip");
    try (var encoder = encoder(new Flat(3), 8, 1)) {
      encoder.save(file);
      try (var loaded = Encoder.load(file, Device.cpu())) {
        assertEquals(new Flat(3), loaded.card().architecture());
        assertArrayEquals(embed(encoder, DATA), embed(loaded, DATA));
      }
    }
  }

  /** As a user might write it. */
  record Flat(int units) implements Architecture {
    @Override
    public ai.djl.nn.Block build() {
      return new ai.djl.nn.SequentialBlock()
          .add(ai.djl.nn.Blocks.batchFlattenBlock())
          .add(ai.djl.nn.core.Linear.builder().setUnits(units).build());
    }
  }
}
