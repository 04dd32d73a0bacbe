package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextInputTest {

  private static final Texts TRAIN = Texts.of("The dog saw the cat.", "A cat saw a bird.");

  @TempDir Path folder;

  @Test
  void theVocabularyHasTheMostFrequentWordsButNoneThatIsRare() {
    var input = new TextInput(4, 10, 20).fit(TRAIN);
    // twice each: the, saw, cat, a and the full stop, of which the first four in order count
    assertEquals(List.of(".", "a", "cat", "saw"), input.vocabulary());
    assertEquals(15, input.vocabularySize());
    assertEquals(
        List.of(".", "a", "cat", "saw", "the"), new TextInput(9, 10, 20).fit(TRAIN).vocabulary());
  }

  @Test
  void knownWordsHaveTheirOwnNumberAndOthersABucket() {
    var input = new TextInput(4, 10, 20).fit(TRAIN);
    var numbers = tokens(input, "CAT saw zebra, zebra");
    assertEquals(13, numbers[0]);
    assertEquals(14, numbers[1]);
    assertEquals(numbers[2], numbers[4], "an unknown word is the same one each time");
    assertTrue(numbers[2] >= 1 && numbers[2] <= 10, "bucket " + numbers[2]);
    var others = tokens(new TextInput(0, 1000, 20), "zebra okapi tapir");
    assertNotEquals(others[0], others[1]);
    assertNotEquals(others[1], others[2]);
  }

  private static int[] tokens(TextInput input, String text) {
    return ((Tokens) input.transform(Texts.of(text))).sequences()[0];
  }

  @Test
  void longTextsAreCut() {
    assertEquals(2, tokens(new TextInput(0, 5, 2), "a b c").length);
  }

  @Test
  void bothNetworksReadItAndTheVocabularyIsSaved() {
    var input = new TextInput(4, 10, 20).fit(TRAIN);
    var networks =
        List.of(
            new BiRnn(BiRnn.Cell.GRU, 3, 1, input.vocabularySize()),
            new TransformerEncoder(4, 2, 1, 8, input.vocabularySize(), 20));
    for (var network : networks) {
      var file = folder.resolve("encoder.zip");
      float[] before;
      try (var encoder = Encoder.create(input, network, Torch.device("cpu"), new Seed(1))) {
        before = embed(encoder);
        encoder.save(file);
      }
      try (var loaded = Encoder.load(file, Torch.device("cpu"))) {
        assertEquals(input, loaded.card().input());
        assertArrayEquals(before, embed(loaded));
      }
    }
  }

  private static float[] embed(Encoder encoder) {
    try (var manager = Torch.manager(Torch.device("cpu"))) {
      return Tensors.toFloatArray(encoder.embed(Texts.of("a cat", "the zebra saw it"), manager));
    }
  }

  @Test
  void mistakesAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> new TextInput(-1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new TextInput(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new TextInput(1, 1, 0));
    var numbers = new Sequences(1, new float[][] {{1}}, new Targets(new int[1], TRAIN.classes()));
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> new TextInput(1, 1, 1).transform(numbers));
    assertTrue(error.getMessage().contains("Texts, not Sequences"), error::getMessage);
  }
}
