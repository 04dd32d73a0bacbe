package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no head can be is named; SentenceTransformerFolderTest tests the embeddings of one. */
class WithHeadTest {

  private static Encoder encoder(Preprocessor input, int dimensions) {
    var network = new Mlp(List.of(dimensions)).l2Normalized();
    return Encoder.create(input, network, Device.cpu(), new Seed(1));
  }

  @Test
  void aHeadTakesEmbeddingsOfTheEncodersLengthAndHasNoPreprocessing() {
    try (var base = encoder(new ImageInput(4, false), 6);
        var fits = encoder(Preprocessor.none(new Shape(6)), 2);
        var longer = encoder(Preprocessor.none(new Shape(7)), 2);
        var ofImages = encoder(new ImageInput(4, false), 2)) {
      base.withHead(fits).close();
      var length = assertThrows(IllegalArgumentException.class, () -> base.withHead(longer));
      assertTrue(
          length.getMessage().startsWith("the head takes 7 numbers, but the embeddings of this")
              && length.getMessage().contains("have 6"),
          length.getMessage());
      var input = assertThrows(IllegalArgumentException.class, () -> base.withHead(ofImages));
      assertTrue(input.getMessage().contains("Preprocessor.none"), input.getMessage());
    }
  }
}
