package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import com.sun.management.ThreadMXBean;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Records;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.distance.Distances;
import dev.siamese.model.Encoder;
import dev.siamese.model.FieldEmbeddingBag;
import dev.siamese.model.Mlp;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.RecordInput;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The native and Java memory of the classes of this package, and their use by several threads. */
class MatchMemoryTest {

  private static final int DIMENSIONS = 64;

  private final Encoder encoder =
      Encoder.create(
          Preprocessor.none(new Shape(1, 2)),
          new Mlp(List.of(DIMENSIONS)),
          Device.cpu(),
          new Seed(1));

  MatchMemoryTest() {
    encoder.setCard(encoder.card().withThreshold(0.5));
  }

  @AfterEach
  void close() {
    encoder.close();
  }

  private static Sequences points(float... values) {
    var sequences = new float[values.length][];
    for (int i = 0; i < values.length; i++) {
      sequences[i] = new float[] {values[i], 1};
    }
    return new Sequences(
        2, sequences, new Targets(new int[values.length], List.of(new ClassInfo("a", ""))));
  }

  private static void assertNoTensorIsLeft(Runnable call) {
    call.run(); // constants are cached
    int before = Torch.liveTensorCount();
    for (int i = 0; i < 200; i++) {
      call.run();
    }
    assertEquals(before, Torch.liveTensorCount());
  }

  @Test
  void noMethodLeavesTensorsBehind() {
    var one = points(1);
    var three = points(1, 2, 3);
    var gallery = new Gallery(encoder);
    assertNoTensorIsLeft(() -> gallery.enroll(one));
    assertNoTensorIsLeft(() -> gallery.identify(three));
    assertNoTensorIsLeft(() -> new Verifier(encoder).verify(three, three));
    var index = new ImageIndex(encoder, List.of("a", "b"), new float[2 * DIMENSIONS]);
    assertNoTensorIsLeft(() -> index.search(one, 1));
    assertNoTensorIsLeft(() -> index.duplicates(1));
    try (var manager = Torch.manager(Device.cpu())) {
      var embeddings = encoder.embed(three, manager);
      assertNoTensorIsLeft(() -> ImageIndex.duplicates(embeddings, Distances.EUCLIDEAN, 1));
    }
  }

  @Test
  void recordsLeaveNoTensorsBehind() {
    var records =
        new Records(
            List.of("name"),
            List.of("1", "2", "3"),
            new String[][] {{"ann"}, {"anne"}, {"bob"}},
            new Targets(
                new int[] {0, 1, 2},
                IntStream.range(0, 3).mapToObj(i -> new ClassInfo("" + i, "")).toList()));
    var input = RecordInput.of(records.fields());
    try (var matcher =
        Encoder.create(input, new FieldEmbeddingBag(1 << 14, 8), Device.cpu(), new Seed(1))) {
      matcher.setCard(matcher.card().withThreshold(10));
      assertNoTensorIsLeft(() -> CandidatePairs.selfJoin(matcher, records, 2));
      assertNoTensorIsLeft(
          () -> CandidatePairs.crossJoin(matcher, records.select(0), records.select(1, 2), 1));
      assertNoTensorIsLeft(() -> new Deduplicator(matcher).duplicates(records));
    }
  }

  @Test
  void aQueryDoesNotCopyTheIndex() {
    int size = 20_000;
    var keys = IntStream.range(0, size).mapToObj(String::valueOf).toList();
    var values = new float[size * DIMENSIONS];
    var random = new Seed(1).generator();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    for (var distance : List.of(Distances.EUCLIDEAN, Distances.COSINE)) {
      encoder.setCard(encoder.card().withDistance(distance));
      var index = new ImageIndex(encoder, keys, values);
      var query = points(1);
      index.search(query, 5);
      long before = allocatedBytes();
      for (int i = 0; i < 10; i++) {
        index.search(query, 5);
      }
      long perQuery = (allocatedBytes() - before) / 10;
      long copy = (long) size * DIMENSIONS * Float.BYTES;
      assertTrue(perQuery < copy / 2, perQuery + " bytes per query");
    }
  }

  private static long allocatedBytes() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).sum();
  }

  @Test
  void samplesAreEnrolledWhileOthersAreIdentified() {
    var gallery = new Gallery(encoder);
    gallery.enroll(points(0));
    var threads =
        IntStream.range(0, 4)
            .mapToObj(
                thread ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 1; i <= 25; i++) {
                            gallery.enroll(points(thread + 100f * i));
                            assertEquals(0, distance(gallery, thread + 100f * i), 1e-6);
                            assertEquals(0, distance(gallery, 0), 1e-6);
                          }
                        }))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(threads).join();
    assertEquals(101, gallery.size());
  }

  private static double distance(Gallery gallery, float point) {
    return gallery.identify(points(point)).get(0).decision().distance();
  }

  @Test
  void embeddingsWithNanAreRefused() {
    var gallery = new Gallery(encoder);
    var samples = points(1, Float.NaN, 2);
    var error = assertThrows(IllegalArgumentException.class, () -> gallery.enroll(samples));
    assertTrue(error.getMessage().contains("sample 1 of 3"), error.getMessage());
    assertEquals(0, gallery.size());
    gallery.enroll(points(1));
    assertThrows(IllegalArgumentException.class, () -> gallery.identify(samples));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Verifier(encoder).verify(samples, points(1, 2, 3)));
    assertThrows(IllegalArgumentException.class, () -> new Verifier(encoder, Double.NaN));
  }
}
