package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.FloatBytes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderFileTest {

  private static final Images DATA = images();
  private static final Architecture SMALL =
      new ResidualCnn(List.of(4, 8)).projected(5).l2Normalized();

  @TempDir Path folder;

  private static Images images() {
    var pixels = new byte[6 * 20 * 20];
    new Random(1).nextBytes(pixels);
    return new Images(20, 20, pixels, new Targets(new int[6], List.of(new ClassInfo("a", ""))));
  }

  private static Encoder encoder(Architecture architecture, int size, long seed) {
    return Encoder.create(new ImageInput(size, true), architecture, Device.cpu(), new Seed(seed));
  }

  private static float[] embed(Encoder encoder, Images data) {
    try (var manager = Torch.manager(Device.cpu())) {
      return encoder.embed(data, manager).toFloatArray();
    }
  }

  @Test
  void aLoadedEncoderEqualsTheSavedOne() {
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
  void aQuantizedFileIsAQuarterAsLargeAndEmbedsNearlyTheSame() throws IOException {
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
  void quantizedValuesAreRoundedToAStepOfTheirBlock() {
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
  void anotherNameThanAPretrainedOneIsAFile() throws IOException {
    var file = folder.resolve("mine.zip");
    try (var mine = encoder(new Mlp(List.of(3)), 16, 1)) {
      mine.save(file);
      try (var again = Encoder.fromPretrained(file.toString(), Device.cpu())) {
        assertEquals(mine.card(), again.card());
      }
    }
    var missing = folder.resolve("none.zip").toString();
    var error =
        assertThrows(DataException.class, () -> Encoder.fromPretrained(missing, Device.cpu()));
    assertTrue(error.getMessage().contains(missing), error.getMessage());
  }

  @Test
  void weightsOfAnotherArchitectureAreRefused() throws IOException {
    var file = folder.resolve("encoder.zip");
    try (var encoder = encoder(SMALL, 16, 1)) {
      encoder.save(file);
      assertThrows(
          IllegalArgumentException.class,
          () -> encoder.weights().loadState(new Weights.State(new float[3], new float[0])));
    }
    replace(file, "values.f32", FloatBytes.encode(new float[3]));
    assertRefused(file, "3 parameters");
    replace(file, "values.f32", new byte[3]);
    assertRefused(file, "3 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "\"2.0\"", "[]"})
  void anotherFormatVersionIsRefused(String version) throws IOException {
    var file = folder.resolve("encoder.zip");
    try (var encoder = encoder(new Mlp(List.of(3)), 16, 1)) {
      encoder.save(file);
    }
    replace(
        file,
        "encoder.json",
        "{\"version\": %s}".formatted(version).getBytes(StandardCharsets.UTF_8));
    assertRefused(file, "version");
  }

  private static void replace(Path file, String entry, byte[] content) throws IOException {
    var zip = URI.create("jar:" + file.toUri());
    try (var entries = FileSystems.newFileSystem(zip, Map.of())) {
      Files.write(entries.getPath(entry), content);
    }
  }

  private static void assertRefused(Path file, String part) {
    var error = assertThrows(DataException.class, () -> Encoder.load(file, Device.cpu()));
    assertTrue(error.getMessage().contains(file.toString()), error::getMessage);
    assertTrue(error.getMessage().contains(part), error::getMessage);
  }

  @Test
  void aFileThatIsNoEncoderIsNamed() throws IOException {
    assertRefused(Files.writeString(folder.resolve("readme.txt"), "hello"), "encoder.json");
  }

  @Test
  void aThresholdIsFiniteOrMissing() {
    var card = EncoderCard.of(new ImageInput(4, true), new Identity());
    assertEquals(OptionalDouble.empty(), card.threshold());
    assertThrows(IllegalStateException.class, card::requireThreshold);
    assertEquals(0.5, card.withThreshold(0.5).requireThreshold());
    assertThrows(IllegalArgumentException.class, () -> card.withThreshold(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> card.withMetadata(" ", "text"));
  }

  @Test
  void aUsersOwnArchitectureCanBeSaved() {
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
