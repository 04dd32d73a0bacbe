package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.DataException;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.tensor.internal.TinyModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedSentenceInputTest {

  /** As sentence encoders are exported: numbers of words in, a vector for each of them out. */
  private static final String SOURCE =
      """
      class Tiny(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def forward(self: __torch__.Tiny, input_ids: Tensor, attention_mask: Tensor) -> Dict[str, Tensor]:
          ids = torch.to(torch.unsqueeze(input_ids, -1), 6)
          half = torch.mul(ids, 0.5)
          parts = [torch.sin(ids), torch.cos(ids), torch.sin(half)]
          return {"last_hidden_state": torch.cat(parts, -1)}
      """;

  private static final String TOKENIZER =
      """
      {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
       "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
       "post_processor": null, "decoder": null,
       "model": {"type": "WordLevel", "unk_token": "[UNK]",
         "vocab": {"[PAD]": 0, "[UNK]": 1, "the": 2, "dog": 3, "bites": 4, "man": 5}}}
      """;

  @TempDir Path folder;
  private String model;

  @BeforeEach
  void writeModel() throws IOException {
    var tiny = Files.createDirectory(folder.resolve("tiny"));
    TinyModule.write(tiny.resolve("tiny.pt"), "Tiny", SOURCE);
    Files.writeString(tiny.resolve("tokenizer.json"), TOKENIZER);
    model = tiny.toString();
  }

  /** The mean of the words' vectors, brought to length 1. */
  private static float[] expected(int... ids) {
    var sum = new double[3];
    for (int id : ids) {
      sum[0] += Math.sin(id);
      sum[1] += Math.cos(id);
      sum[2] += Math.sin(0.5 * id);
    }
    double length = Math.sqrt(sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]);
    return new float[] {
      (float) (sum[0] / length), (float) (sum[1] / length), (float) (sum[2] / length)
    };
  }

  @Test
  void shortAndLongTextsShareABatchAndPaddingCountsNothing() {
    var input = PretrainedSentenceInput.of(model);
    assertEquals(3, input.dimensions());
    var prepared = input.transform(Texts.of("The dog bites the man", "dog", "a dog"));
    assertArrayEquals(expected(2, 3, 4, 2, 5), prepared.values(0), 1e-5f);
    assertArrayEquals(expected(3), prepared.values(1), 1e-5f);
    assertArrayEquals(expected(1, 3), prepared.values(2), 1e-5f);
  }

  @Test
  void aTorchScriptFileBesideOtherWeightsIsUsed() throws IOException {
    Files.writeString(Path.of(model, "model.safetensors"), "of a network that is not BERT");
    var prepared = PretrainedSentenceInput.of(model).transform(Texts.of("dog"));
    assertArrayEquals(expected(3), prepared.values(0), 1e-5f);
  }

  @Test
  void itIsAnEncoderLikeAnyOtherThatComesBackFromItsFile() {
    var texts = Texts.of("the dog", "the man", "dog bites man");
    var file = folder.resolve("encoder.zip");
    try (var encoder =
        Encoder.create(
            PretrainedSentenceInput.of(model), new Identity(), Torch.device("cpu"), new Seed(1))) {
      assertEquals(0, encoder.parameterCount());
      encoder.setCard(encoder.card().withDistance(Distances.COSINE).withThreshold(0.25));
      assertArrayEquals(expected(2, 5), row(encoder, texts, 1), 1e-5f);
      encoder.save(file);
    }
    try (var loaded = Encoder.load(file, Torch.device("cpu"))) {
      assertEquals(0.25, loaded.card().requireThreshold());
      assertArrayEquals(expected(3, 4, 5), row(loaded, texts, 2), 1e-5f);
    }
  }

  @Test
  void aProjectionStandsOnItAndComesBackToo() {
    var texts = Texts.of("the dog", "the man");
    var file = folder.resolve("projected.zip");
    float[] before;
    try (var encoder =
        Encoder.create(
            PretrainedSentenceInput.of(model),
            new Identity().projected(2).l2Normalized(),
            Torch.device("cpu"),
            new Seed(1))) {
      assertEquals(3 * 2 + 2, encoder.parameterCount());
      before = row(encoder, texts, 1);
      assertEquals(1, Math.hypot(before[0], before[1]), 1e-5);
      encoder.save(file);
    }
    try (var loaded = Encoder.load(file, Torch.device("cpu"))) {
      assertArrayEquals(before, row(loaded, texts, 1));
    }
  }

  private static float[] row(Encoder encoder, Texts texts, int row) {
    try (var manager = Torch.manager(Torch.device("cpu"))) {
      return Tensors.toFloatArray(encoder.embed(texts, manager).get(row));
    }
  }

  @Test
  void otherDimensionsAreRefused() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new PretrainedSentenceInput(model, 384).transform(Texts.of("dog")));
    assertTrue(error.getMessage().contains(model), error::getMessage);
    assertTrue(error.getMessage().contains("384"), error::getMessage);
  }

  @Test
  void otherSamplesAreRefused() {
    var numbers =
        new Sequences(1, new float[][] {{1}}, new Targets(new int[1], Texts.of("a").classes()));
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new PretrainedSentenceInput(model, 3).transform(numbers));
    assertTrue(error.getMessage().contains("Texts, not Sequences"), error::getMessage);
  }

  @Test
  void aFolderWithoutAModelIsNamed() throws IOException {
    var empty = Files.createDirectory(folder.resolve("empty")).toString();
    assertSays(empty, empty);
    Files.delete(Path.of(model, "tokenizer.json"));
    assertSays("tokenizer.json", model);
  }

  @Test
  void anUnknownNameIsNamed() {
    assertSays("no-such/model", "no-such/model");
  }

  private static void assertSays(String what, String model) {
    var error =
        assertThrows(
            DataException.class,
            () -> new PretrainedSentenceInput(model, 3).transform(Texts.of("a")));
    assertTrue(error.getMessage().contains(what), error.getMessage());
    assertFalse(error.getMessage().contains("\n"), error.getMessage());
  }

  @Test
  void manyTextsComeBackInTheirOrder() {
    var words = List.of("the", "dog", "bites", "man");
    var texts = new ArrayList<String>();
    for (int i = 0; i < 150; i++) {
      texts.add(words.get(i % 4));
    }
    var prepared = new PretrainedSentenceInput(model, 3).transform(Texts.of(texts));
    assertEquals(150, prepared.size());
    assertArrayEquals(expected(3), prepared.values(149), 1e-5f);
    assertArrayEquals(expected(2), prepared.values(128), 1e-5f);
  }
}
