package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.DataException;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.model.Encoder;
import dev.siamese.model.Mlp;
import dev.siamese.model.Preprocessor;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enrolling by name, removing, saving and loading. */
class EnrollmentTest {

  private final Encoder encoder = encoder(1);
  private final Gallery gallery = new Gallery(encoder);

  private static Encoder encoder(long seed) {
    var encoder =
        Encoder.create(
            Preprocessor.none(new Shape(1, 2)), new Mlp(List.of(2)), Device.cpu(), new Seed(seed));
    encoder.setCard(encoder.card().withThreshold(1));
    return encoder;
  }

  @AfterEach
  void close() {
    encoder.close();
  }

  private static float[] at(float x, float y) {
    return new float[] {x, y};
  }

  @Test
  void aClassIsIdentifiedByItsNearestSampleAndListedOnce() {
    gallery.enroll("bob", at(0, 3));
    gallery.enroll("anna", at(10, 0));
    gallery.enroll("anna", at(0, 0.5f));
    gallery.enroll("carl", at(5, 0));
    assertEquals(List.of("anna", "bob", "carl"), gallery.names());
    var matches = gallery.identify(at(0, 0), 2);
    assertEquals(List.of("anna", "bob"), matches.stream().map(Gallery.Match::name).toList());
    assertEquals(0.5, matches.get(0).decision().distance(), 1e-6);
    assertTrue(matches.get(0).decision().isMatch());
    assertEquals(3, matches.get(1).decision().distance(), 1e-6);
    assertFalse(matches.get(1).decision().isMatch());
    assertTrue(gallery.identify(at(0, 0), 9, 3.5).get(1).decision().isMatch());
    assertEquals(3, gallery.identify(at(0, 0), 9).size());
  }

  @Test
  void aRemovedClassIsNotFound() {
    gallery.enroll("anna", at(0, 0));
    gallery.enroll("anna", at(0, 1));
    gallery.enroll("bob", at(0, 2));
    assertEquals(2, gallery.remove("anna"));
    assertEquals(0, gallery.remove("anna"));
    assertEquals(List.of("bob"), gallery.names());
    assertEquals("bob", gallery.identify(at(0, 0), 3).get(0).name());
    gallery.remove("bob");
    assertEquals(List.of(), gallery.identify(at(0, 0), 3));
  }

  @Test
  void samplesAreEnrolledUnderOneName() {
    var samples =
        new Sequences(2, new float[][] {{1, 2}, {3, 4}}, Targets.unique(List.of("x", "y")));
    gallery.enroll("anna", samples);
    assertEquals(List.of("anna"), gallery.names());
    assertEquals(2, gallery.size());
    assertEquals(0, gallery.identify(samples).get(1).decision().distance(), 1e-6);
  }

  @Test
  void aSavedGalleryIsTheSame(@TempDir Path folder) {
    var file = folder.resolve("gallery.zip");
    gallery.save(file);
    assertEquals(0, Gallery.load(file, encoder).size());
    gallery.enroll("Ännchen", at(0, 3));
    gallery.enroll("bob", at(1.5f, -3));
    gallery.save(file);
    var loaded = Gallery.load(file, encoder);
    assertEquals(gallery.identify(at(0, 0), 2), loaded.identify(at(0, 0), 2));
    assertEquals(gallery.names(), loaded.names());
  }

  @Test
  void unusableFilesAreNamed(@TempDir Path folder) throws IOException {
    var file = folder.resolve("gallery.zip");
    gallery.enroll("bob", at(0, 3));
    gallery.save(file);
    try (var other = encoder(2)) {
      var error = assertThrows(DataException.class, () -> Gallery.load(file, other));
      assertTrue(error.getMessage().contains("another encoder"), error.getMessage());
    }
    var missing = folder.resolve("missing.zip");
    assertThrows(DataException.class, () -> Gallery.load(missing, encoder));
    Files.writeString(file, "no zip");
    var error = assertThrows(DataException.class, () -> Gallery.load(file, encoder));
    assertTrue(error.getMessage().contains("is not a gallery"), error.getMessage());
  }

  @Test
  void wrongEmbeddingsAreRefused() {
    gallery.enroll("bob", at(0, 3));
    assertThrows(
        IllegalArgumentException.class, () -> gallery.enroll("nan", at(Float.NaN, Float.NaN)));
    assertThrows(IllegalArgumentException.class, () -> gallery.enroll("one", new float[] {1}));
    assertThrows(IllegalArgumentException.class, () -> gallery.identify(new float[3], 1));
    assertThrows(IllegalArgumentException.class, () -> gallery.identify(at(0, 0), 0));
    assertEquals(1, gallery.size());
  }

  @Test
  void samplesNeedTheLengthOfTheEnrolledEmbeddings() {
    gallery.enroll("one", new float[] {1});
    var samples = new Sequences(2, new float[][] {{1, 2}}, Targets.unique(List.of("x")));
    var error = assertThrows(IllegalArgumentException.class, () -> gallery.enroll("two", samples));
    assertTrue(error.getMessage().startsWith("an embedding of 2 numbers"), error.getMessage());
    assertEquals(List.of("one"), gallery.names());
  }

  @Test
  void threadsEnrolAndRemoveAtTheSameTime() {
    var threads =
        IntStream.range(0, 4)
            .mapToObj(
                thread ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 200; i++) {
                            gallery.enroll("kept" + thread, at(thread, i));
                            gallery.enroll("gone" + thread, at(thread, -i));
                            gallery.remove("gone" + thread);
                          }
                        }))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(threads).join();
    assertEquals(800, gallery.size());
    assertEquals(List.of("kept0", "kept1", "kept2", "kept3"), gallery.names());
  }

  @Test
  void embeddingsAreVerified() {
    var verifier = new Verifier(encoder, 5);
    var decision = verifier.verify(at(0, 0), at(3, 4));
    assertEquals(5, decision.distance(), 1e-6);
    assertTrue(decision.isMatch());
    var shorter = new float[] {1};
    assertThrows(IllegalArgumentException.class, () -> verifier.verify(at(0, 0), shorter));
  }
}
