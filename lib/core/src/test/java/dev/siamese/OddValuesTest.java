package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Records;
import dev.siamese.data.Sequences;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.Targets;
import dev.siamese.match.Gallery;
import dev.siamese.match.RecordMatcher;
import dev.siamese.match.Verifier;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Mlp;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.TabularInput;
import dev.siamese.model.TabularMlp;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.Trainer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values at the edge and beyond get a sentence of the library, not one of DJL, or work. */
class OddValuesTest {

  private static final Mlp NETWORK = new Mlp(List.of(4));

  private static Encoder encoder(Preprocessor input) {
    return Encoder.create(input, NETWORK, Device.cpu(), new Seed(1));
  }

  private static Encoder ofImages() {
    return encoder(new ImageInput(8, true));
  }

  private static void assertSays(String part, Runnable use) {
    var error = assertThrows(IllegalArgumentException.class, use::run);
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }

  @Test
  void anImageWithoutPixels() {
    for (int[] size : new int[][] {{0, 0}, {0, 3}, {3, 0}}) {
      assertSays("0", () -> new Images(size[0], size[1], new byte[0], Targets.of("a")));
      var file = "P5 %d %d 255\n".formatted(size[0], size[1]).getBytes(StandardCharsets.US_ASCII);
      var error = assertThrows(DataException.class, () -> Images.read(file));
      assertTrue(error.getMessage().contains("0"), error.getMessage());
    }
  }

  @Test
  void anEmptyDataSet() {
    var empty = new Images(8, 8, new byte[64], Targets.of("a")).select();
    try (var encoder = ofImages();
        var manager = Torch.manager(Device.cpu())) {
      assertSays("0 samples", () -> encoder.embed(empty, manager));
      var gallery = new Gallery(encoder);
      gallery.enroll(empty);
      assertEquals(0, gallery.size());
      assertThrows(IllegalStateException.class, () -> gallery.identify(empty));
      assertEquals(List.of(), new Verifier(encoder, 1).verify(empty, empty));
      assertSays("0", () -> Siamese.train(empty));
      assertSays("0 samples", () -> Trainer.builder().setData(empty));
    }
  }

  @Test
  void anotherNumberOfFeatures() {
    var train = TabularDataset.of(new float[][] {{1, 2}, {3, 4}}, Targets.of(0, 1));
    var other = TabularDataset.of(new float[][] {{1}}, Targets.of(0));
    var input = new TabularInput(4).fit(train);
    var network = new TabularMlp(4, 2, List.of(4));
    try (var encoder = Encoder.create(input, network, Device.cpu(), new Seed(1));
        var embedder = new Embedder(encoder)) {
      assertEquals(4, embedder.embed(new float[] {1, 2}).length);
      assertSays("3 numbers", () -> embedder.embed(new float[] {1, 2, 3}));
      assertSays("1 numbers", () -> embedder.embed(new float[] {1}));
      assertSays("x1", () -> embedder.embed(other));
    }
  }

  @Test
  void anotherNumberOfValuesInATensor() {
    try (var encoder = encoder(Preprocessor.none(new Shape(3)));
        var manager = Torch.manager(Device.cpu())) {
      var series = new Sequences(1, new float[][] {{1, 2}}, Targets.of("a"));
      assertSays("3", () -> encoder.embed(series, manager));
    }
  }

  @Test
  void aThresholdThatIsNaN() {
    try (var encoder = ofImages()) {
      assertSays("NaN", () -> new Verifier(encoder, Double.NaN));
      var gallery = new Gallery(encoder);
      gallery.enroll("a", new float[4]);
      assertSays("NaN", () -> gallery.identify(new float[4], 1, Double.NaN));
    }
    var records =
        new Records(
            List.of("name"),
            List.of("1", "2"),
            new String[][] {{"a b"}, {"a c"}},
            Targets.of(0, 1));
    var matcher = RecordMatcher.unsupervised(records);
    assertSays("NaN", () -> matcher.withThreshold(Double.NaN));
  }

  @Test
  void textsOfClosedObjects() {
    var encoder = ofImages();
    var verifier = new Verifier(encoder, 1);
    var embedder = new Embedder(encoder);
    embedder.close();
    embedder.close();
    encoder.close();
    encoder.close();
    for (var closed : List.of(encoder, verifier, embedder, encoder.card(), Map.of(1, encoder))) {
      assertTrue(!closed.toString().isEmpty());
    }
  }
}
