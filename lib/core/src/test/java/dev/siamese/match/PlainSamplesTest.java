package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.Siamese;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.RecordInput;
import dev.siamese.tensor.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures and files, as a program has them, are compared without making data sets. */
class PlainSamplesTest {

  private static Encoder encoder() {
    var input = new ImageInput(1, false);
    var encoder = Encoder.create(input, Architecture.identity(), Device.cpu(), new Seed(1));
    encoder.setCard(encoder.card().withThreshold(0.1));
    return encoder;
  }

  /** The embedding is the grey value, from 0 to 1. */
  private static BufferedImage grey(int value, int size) {
    var image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
    var pixels = image.getRaster();
    for (int i = 0; i < size * size; i++) {
      pixels.setSample(i % size, i / size, 0, value);
    }
    return image;
  }

  @Test
  void aGalleryTakesPicturesAndFiles(@TempDir Path folder) throws IOException {
    var file = folder.resolve("bob.png");
    ImageIO.write(grey(204, 7), "png", file.toFile());
    try (var encoder = encoder()) {
      var gallery = new Gallery(encoder);
      gallery.enroll("anna", grey(51, 9));
      gallery.enroll("bob", file);
      gallery.enroll("carl", new float[] {0.5f}); // an embedding
      var matches = gallery.identify(grey(56, 20), 2);
      assertEquals(List.of("anna", "carl"), matches.stream().map(Gallery.Match::name).toList());
      assertEquals(5 / 255.0, matches.get(0).decision().distance(), 1e-6);
      assertTrue(matches.get(0).decision().isMatch());
      assertEquals("bob", gallery.identify(file, 1).get(0).name());
      assertThrows(IllegalArgumentException.class, () -> gallery.enroll("text", "a text"));
      var missing = folder.resolve("missing.png");
      assertThrows(DataException.class, () -> gallery.enroll("dora", missing));
      assertEquals(List.of("anna", "bob", "carl"), gallery.names());
    }
  }

  @Test
  void twoSamplesAreVerified() {
    try (var encoder = encoder()) {
      var verifier = new Verifier(encoder);
      assertTrue(verifier.verify(grey(100, 3), grey(110, 5)).isMatch());
      assertFalse(verifier.verify(grey(100, 3), grey(140, 5)).isMatch());
      var decision = verifier.verify(new float[] {0.5f}, grey(51, 2));
      assertEquals(0.3, decision.distance(), 1e-6, "an embedding and a picture");
    }
  }

  @Test
  void picturesOfMixedSizesAreEmbeddedTogether() {
    try (var model = Siamese.of(encoder())) {
      var embeddings = model.embedAll(List.of(grey(51, 9), grey(102, 4), grey(255, 30)));
      assertEquals(3, embeddings.length);
      assertArrayEquals(new float[] {0.4f}, embeddings[1], 1e-6f);
      assertArrayEquals(new float[] {1}, embeddings[2], 1e-6f);
      assertEquals(0, model.embedAll(List.of()).length);
    }
  }

  @Test
  void aRecordMayHaveAFieldOfAnyName() {
    var input = RecordInput.of(List.of("key", "name"));
    var fields = new HashMap<String, String>(Map.of("key", "17 ", "name", "anna"));
    fields.put("town", null);
    var record = (Records) input.sample(fields);
    assertEquals(Set.of("key", "name", "town"), Set.copyOf(record.fields()));
    assertEquals("17", record.value(0, record.fields().indexOf("key")));
    assertEquals("", record.value(0, record.fields().indexOf("town")));
  }
}
