package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import dev.siamese.data.DataException;
import dev.siamese.data.Texts;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the library transformers; {@code fixtures/tiny_bert.py} made the model and numbers. */
class SentenceTransformerFolderTest {

  private static final Path FIXTURE =
      Path.of("lib/core/src/test/resources/fixtures/tiny-bert"); // from the repository's root

  /** What the script writes. */
  record Reference(List<String> texts, float[][] mean, float[][] first, double gradientNorm) {}

  @TempDir Path temporary;
  private Path folder;
  private Reference reference;

  @BeforeEach
  void copy() throws IOException {
    folder = temporary.resolve("tiny-bert");
    try (var files = Files.walk(FIXTURE)) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(FIXTURE.relativize(file).toString()));
      }
    }
    var json = Files.readString(folder.resolve("embeddings.json"));
    reference = new Gson().fromJson(json, Reference.class);
  }

  private Encoder encoder() {
    return Encoder.fromPretrained(folder.toString(), Device.cpu());
  }

  private static void assertEmbeds(float[][] expected, Encoder encoder, List<String> texts) {
    try (var manager = Torch.manager(Device.cpu())) {
      var all = encoder.embed(Texts.of(texts), manager);
      for (int row = 0; row < expected.length; row++) {
        assertArrayEquals(expected[row], Tensors.toFloatArray(all.get(row)), 1e-5f, texts.get(row));
      }
    }
  }

  @Test
  void theMeanOfTheTokensIsThatOfTransformers() {
    try (var encoder = encoder()) {
      assertEmbeds(reference.mean, encoder, reference.texts);
      assertEquals(Distances.COSINE, encoder.card().distance());
    }
  }

  @Test
  void theFirstTokenIsThatOfTransformers() throws IOException {
    replace("1_Pooling/config.json", "false", "no");
    replace("1_Pooling/config.json", "true", "false");
    replace("1_Pooling/config.json", "no", "true");
    try (var encoder = encoder()) {
      assertEmbeds(reference.first, encoder, reference.texts);
    }
  }

  @Test
  void theFileOfTheEncoderNeedsNoFolder() throws IOException {
    var file = temporary.resolve("encoder.zip");
    try (var encoder = encoder()) {
      encoder.save(file);
    }
    try (var files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(each -> each.toFile().delete());
    }
    try (var encoder = Encoder.load(file, Device.cpu())) {
      assertEmbeds(reference.mean, encoder, reference.texts);
    }
  }

  @Test
  void aZipFileWithTheFolderInsideIsReadToo() throws IOException {
    var zip = temporary.resolve("wheel.whl");
    try (var files = Files.walk(folder);
        var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry("package/model/" + folder.relativize(file)));
        Files.copy(file, out);
      }
    }
    try (var encoder = Encoder.fromPretrained(zip.toString(), Device.cpu())) {
      assertEmbeds(reference.mean, encoder, reference.texts);
    }
  }

  @Test
  void frozenFeaturesAreTheSame() {
    var prepared = TextInput.pretrained(folder.toString()).transform(Texts.of(reference.texts));
    try (var manager = Torch.manager(Device.cpu())) {
      var row = prepared.batch(manager, new int[] {2}).head();
      assertArrayEquals(reference.mean[2], Tensors.toFloatArray(row), 1e-5f);
    }
  }

  /** A layer that was trained on embeddings becomes a part of the encoder. */
  @Test
  void aHeadGivesWhatItGaveOnTheEmbeddings() {
    var texts = Texts.of(reference.texts);
    var file = temporary.resolve("whole.zip");
    var onEmbeddings = Preprocessor.none(new Shape(1, 8), new Shape());
    var layer = Architecture.identity().projected(3).l2Normalized();
    try (var base = encoder();
        var head = Encoder.create(onEmbeddings, layer, Device.cpu(), new Seed(1));
        var whole = base.withHead(head);
        var manager = Torch.manager(Device.cpu())) {
      var features = TextInput.pretrained(folder.toString()).transform(texts);
      var expected = Tensors.toFloatArray(head.embed(features, manager));
      assertArrayEquals(expected, Tensors.toFloatArray(whole.embed(texts, manager)), 1e-5f);
      whole.save(file);
      try (var loaded = Encoder.load(file, Device.cpu())) {
        assertArrayEquals(expected, Tensors.toFloatArray(loaded.embed(texts, manager)), 1e-5f);
      }
    }
  }

  @Test
  void theGradientOfAllWeightsIsThatOfPyTorch() {
    try (var encoder = encoder();
        var manager = Torch.manager(Device.cpu())) {
      var tokens = encoder.card().input().transform(Texts.of(reference.texts.get(0)));
      try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        var embedding = encoder.forward(tokens.batch(manager, new int[] {0}), true);
        collector.backward(embedding.square().sum());
      }
      double norm = encoder.weights().gradients(manager).norm().getFloat();
      assertEquals(1, norm / reference.gradientNorm, 1e-4);
    }
  }

  @Test
  void otherModelsAreRefused() throws IOException {
    replace("config.json", "\"bert\"", "\"mpnet\"");
    assertSays("model_type = mpnet");
  }

  @Test
  void otherNormalisationIsRefused() throws IOException {
    replace("config.json", "1e-12", "1e-05");
    assertSays("layer_norm_eps = 1e-05: only 1.0E-12 is supported");
  }

  @Test
  void otherModulesAreRefused() throws IOException {
    replace("modules.json", "models.Pooling", "models.Dense");
    assertSays("Dense");
  }

  @Test
  void otherPoolingsAreRefused() throws IOException {
    replace("1_Pooling/config.json", "mean_tokens", "max_tokens");
    assertSays("[max_tokens]");
  }

  @Test
  void aMissingTokenizerIsNamed() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));
    assertSays("tokenizer.json");
  }

  @Test
  void weightsOfOtherSizesAreRefused() throws IOException {
    replace("config.json", "\"hidden_size\": 8", "\"hidden_size\": 16");
    assertSays("embeddings.word_embeddings.weight");
  }

  @Test
  void aSizeThatIsNoNumberIsRefused() throws IOException {
    replace("config.json", "\"hidden_size\": 8", "\"hidden_size\": \"eight\"");
    assertSays("damaged configuration");
  }

  private void replace(String file, String text, String by) throws IOException {
    var path = folder.resolve(file);
    var content = Files.readString(path);
    assertTrue(content.contains(text), content);
    Files.writeString(path, content.replace(text, by));
  }

  private void assertSays(String what) {
    var error = assertThrows(DataException.class, this::encoder);
    assertTrue(error.getMessage().contains(what), error::getMessage);
  }
}
