package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.Siamese;
import dev.siamese.data.AudioClip;
import dev.siamese.data.AudioClips;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.tensor.internal.TinyModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneInputTest {

  /** The mean of each channel of an image: (N, C, H, W) to (N, C, 1, 1). */
  private static final String MEANS =
      """
      class Means(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def forward(self: __torch__.Means, images: Tensor) -> Tensor:
          return torch.mean(images, [2, 3], True)
      """;

  @TempDir Path folder;

  private Path means() throws IOException {
    return TinyModule.write(folder.resolve("means.pt"), "Means", MEANS);
  }

  /** Three images of 4 × 4 pixels, each of one colour. */
  private static Images colours() {
    var pixels = new byte[3 * 3 * 16];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (20 * (i / 16));
    }
    return new Images(3, 4, 4, pixels, Targets.of(List.of("a", "b", "c")));
  }

  private static float[] row(Encoder encoder, Dataset samples, int row) {
    try (var manager = Torch.manager(Device.cpu())) {
      return Tensors.toFloatArray(encoder.embed(samples, manager).get(row));
    }
  }

  private static Encoder frozen(Preprocessor input) {
    return Encoder.create(input, Architecture.identity(), Device.cpu(), new Seed(1));
  }

  @Test
  void aTorchScriptNetworkTakesColoursStandardisedAsOfImageNet() throws IOException {
    try (var encoder = frozen(new ImageInput(2, false, 3).withImageNetBackbone(means()))) {
      float[] expected = {
        (60 / 255f - 0.485f) / 0.229f, (80 / 255f - 0.456f) / 0.224f, (100 / 255f - 0.406f) / 0.225f
      };
      assertArrayEquals(expected, row(encoder, colours(), 1), 1e-5f);
    }
  }

  @Test
  void anOnnxNetworkGivesWhatTheEncoderGaveThatItWasExportedFrom() {
    var file = folder.resolve("network.onnx");
    var input = new ImageInput(16, false, 3);
    float[] expected;
    try (var source =
        Encoder.create(input, new SimpleCnn(List.of(3, 4), 5), Device.cpu(), new Seed(2))) {
      source.exportOnnx(file);
      expected = row(source, colours(), 2);
    }
    try (var encoder = frozen(input.withBackbone(file))) {
      assertArrayEquals(expected, row(encoder, colours(), 2), 1e-5f);
    }
  }

  @Test
  void textsAndTheirLengthsGoThroughAnOnnxNetwork() {
    var file = folder.resolve("network.onnx");
    var input = new TextInput(0, 50, 6);
    var texts = Texts.of("a b c d", "b", "c a");
    var architecture = new TransformerEncoder(8, 6).withVocabularySize(input.vocabularySize());
    float[] expected;
    try (var source = Encoder.create(input, architecture, Device.cpu(), new Seed(2))) {
      source.exportOnnx(file);
      expected = row(source, texts, 1);
    }
    try (var encoder = frozen(input.withBackbone(file))) {
      assertArrayEquals(expected, row(encoder, texts, 1), 1e-5f);
    }
  }

  @Test
  void soundsGoThroughANetworkOfSpectrograms() throws IOException {
    var samples = new float[8000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(0.3 * i);
    }
    var clips = AudioClips.of(List.of(new AudioClip(8000, samples)), Targets.of(List.of("a")));
    try (var encoder = frozen(LogMelInput.of(8000).withBackbone(means()))) {
      assertArrayEquals(new float[] {0}, row(encoder, clips, 0), 1e-4f); // standardised
    }
  }

  /** As published speaker models: they compute their own spectrograms. */
  @Test
  void soundsGoThroughANetworkOfSamples() throws IOException {
    var code =
        """
        class Samples(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Samples, x: Tensor, lengths: Tensor) -> Tensor:
            return torch.div(torch.sum(x, [1]), torch.unsqueeze(lengths, 1))
        """;
    var network = TinyModule.write(folder.resolve("samples.pt"), "Samples", code);
    var samples = new float[400];
    Arrays.fill(samples, 0.5f);
    var clips =
        List.of(new AudioClip(8000, samples), new AudioClip(8000, Arrays.copyOf(samples, 800)));
    var input = SequenceInput.waveform(16000, 2000).withBackbone(network);
    try (var encoder = frozen(input);
        var model = Siamese.of(encoder)) {
      var both = AudioClips.of(clips, Targets.of(List.of("a", "b")));
      assertArrayEquals(new float[] {0.5f}, row(encoder, both, 0), 0.01f);
      assertArrayEquals(new float[] {0.25f}, row(encoder, both, 1), 0.01f); // half is silence
      assertArrayEquals(new float[] {0.25f}, model.embed(clips.get(1)), 0.01f);
      assertArrayEquals(new float[] {0.5f}, model.embed(samples), 1e-6f);
    }
  }

  @Test
  void aLayerOnTopIsTrainedAndComesBackFromItsFile() throws IOException {
    var input = new ImageInput(4, false, 3).withImageNetBackbone(means());
    var file = folder.resolve("encoder.zip");
    float[] before;
    var head = Architecture.identity().projected(2).l2Normalized();
    try (var encoder = Encoder.create(input, head, Device.cpu(), new Seed(1))) {
      assertEquals(3 * 2 + 2, encoder.parameterCount());
      before = row(encoder, colours(), 1);
      encoder.save(file);
    }
    try (var loaded = Encoder.load(file, Device.cpu())) {
      assertArrayEquals(before, row(loaded, colours(), 1));
      assertEquals(input, loaded.card().input());
    }
    TinyModule.write(folder.resolve("means.pt"), "Means", MEANS + "#");
    assertSays("SHA-256", () -> Encoder.load(file, Device.cpu()).close());
    Files.delete(folder.resolve("means.pt"));
    assertSays("means.pt", () -> Encoder.load(file, Device.cpu()).close());
  }

  @Test
  void aDataSetIsEmbeddedInBatchesInItsOrder() throws IOException {
    var pixels = new byte[100 * 3 * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 12);
    }
    var names = new String[100];
    Arrays.setAll(names, i -> "c" + i % 7);
    var images = new Images(3, 2, 2, pixels, Targets.of(List.of(names)));
    var features = (Sequences) new ImageInput(2, false, 3).withBackbone(means()).transform(images);
    assertEquals(99 / 255f, features.values(99)[2], 1e-5f);
    assertEquals(images.targets(), features.targets());
  }

  @Test
  void theFileIsReadOnlyOnce() throws IOException {
    var input = new ImageInput(2, false, 3).withBackbone(means());
    Files.delete(folder.resolve("means.pt"));
    var features = (Sequences) input.transform(colours());
    assertEquals(60 / 255f, features.values(1)[0], 1e-5f);
  }

  @Test
  void aTorchScriptNetworkOfOtherInputsIsRefused() throws IOException {
    var network = means();
    assertSays("means.pt cannot embed", () -> new TextInput(0, 50, 6).withBackbone(network));
  }

  @Test
  void whatIsNoNetworkIsRefused() throws IOException {
    var input = new ImageInput(4, false, 3);
    var missing = folder.resolve("missing.onnx");
    assertSays("missing.onnx", () -> input.withBackbone(missing));
    var text = Files.writeString(folder.resolve("text.onnx"), "no network");
    assertSays("is no ONNX network", () -> input.withBackbone(text));
    var other = Files.writeString(folder.resolve("text.pt"), "no network, either");
    assertSays("is no TorchScript network", () -> input.withBackbone(other));
    var grey = new ImageInput(4, false);
    var error =
        assertThrows(IllegalArgumentException.class, () -> grey.withImageNetBackbone(missing));
    assertTrue(error.getMessage().contains("3 channels"), error::getMessage);
  }

  @Test
  void anOnnxNetworkOfOtherInputsIsRefused() {
    var file = folder.resolve("network.onnx");
    var input = new ImageInput(8, false, 3);
    try (var source =
        Encoder.create(input, new SimpleCnn(List.of(3), 5), Device.cpu(), new Seed(2))) {
      source.exportOnnx(file);
    }
    assertSays("(1, 1, 8, 8)", () -> new ImageInput(8, false).withBackbone(file));
  }

  private static void assertSays(String what, Runnable work) {
    var error = assertThrows(DataException.class, work::run);
    assertTrue(error.getMessage().contains(what), error::getMessage);
  }
}
