package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.Images;
import dev.siamese.distance.Distances;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GalleryTest {

  private static final int SAMPLES = 3;
  private static final Images DATA = new SyntheticGlyphs(2, 4, SAMPLES, 16).generate(new Seed(1));

  private final Encoder encoder =
      Encoder.create(
          new ImageInput(16, true),
          new ResidualCnn(List.of(4)).projected(8),
          Device.cpu(),
          new Seed(3));

  private void threshold(double value) {
    var card = encoder.card().withDistance(Distances.EUCLIDEAN).withThreshold(value);
    encoder.setCard(card);
  }

  private static Images sample(int number) {
    return DATA.select(IntStream.range(0, 8).map(label -> label * SAMPLES + number).toArray());
  }

  private float[][] distances(Images queries, Images enrolled) {
    try (var manager = Torch.manager(Device.cpu())) {
      var a = encoder.embed(queries, manager).toFloatArray();
      var b = encoder.embed(enrolled, manager).toFloatArray();
      var distances = new float[queries.size()][enrolled.size()];
      for (int i = 0; i < queries.size(); i++) {
        for (int j = 0; j < enrolled.size(); j++) {
          double sum = 0;
          for (int d = 0; d < 8; d++) {
            sum += Math.pow(a[8 * i + d] - b[8 * j + d], 2);
          }
          distances[i][j] = (float) Math.sqrt(sum);
        }
      }
      return distances;
    }
  }

  @Test
  void samplesAreIdentifiedByTheNearestEnrolledSample() {
    threshold(0.5);
    var gallery = new Gallery(encoder);
    gallery.enroll(sample(0).select(0, 1, 2));
    gallery.enroll(sample(0).select(3, 4, 5, 6, 7));
    assertEquals(8, gallery.size());
    var matches = gallery.identify(sample(1));
    var expected = distances(sample(1), sample(0));
    for (int i = 0; i < 8; i++) {
      var row = expected[i];
      int nearest =
          IntStream.range(0, 8).reduce((best, j) -> row[j] < row[best] ? j : best).orElseThrow();
      assertEquals(DATA.classes().get(nearest).toString(), matches.get(i).name());
      assertEquals(row[nearest], matches.get(i).decision().distance(), 1e-5);
    }
  }

  @Test
  void samplesBeyondTheThresholdAreUnknown() {
    threshold(1e-3);
    var gallery = new Gallery(encoder);
    gallery.enroll(sample(0));
    assertTrue(gallery.identify(sample(0)).stream().allMatch(match -> match.decision().isMatch()));
    var other = gallery.identify(sample(1)).get(0);
    assertFalse(other.decision().isMatch());
    assertTrue(other.toString().startsWith("unknown, nearest alphabet"), other.toString());
  }

  @Test
  void pairsAreVerifiedRowByRow() {
    threshold(0.4);
    var decisions = new Verifier(encoder).verify(sample(0), sample(1));
    var expected = distances(sample(0), sample(1));
    for (int i = 0; i < 8; i++) {
      assertEquals(expected[i][i], decisions.get(i).distance(), 1e-5);
      assertEquals(expected[i][i] <= 0.4, decisions.get(i).isMatch());
    }
  }

  @Test
  void missingSamplesAndThresholdsAreNamed() {
    var gallery = new Gallery(encoder);
    var nothing = assertThrows(IllegalStateException.class, () -> gallery.identify(sample(0)));
    assertTrue(nothing.getMessage().contains("enroll"), nothing.getMessage());
    gallery.enroll(sample(0));
    var error = assertThrows(IllegalStateException.class, () -> gallery.identify(sample(1)));
    assertTrue(error.getMessage().contains("no threshold"), error.getMessage());
    assertThrows(IllegalStateException.class, () -> new Verifier(encoder));
    var verifier = new Verifier(encoder, 1);
    assertThrows(IllegalArgumentException.class, () -> verifier.verify(sample(0), DATA.select(0)));
  }

  @AfterEach
  void close() {
    encoder.close();
  }
}
