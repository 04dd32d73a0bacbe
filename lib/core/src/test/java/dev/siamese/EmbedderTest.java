package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.data.Targets;
import dev.siamese.model.BiRnn;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Mlp;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.SequenceInput;
import dev.siamese.model.SimpleCnn;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbedderTest {

  private static final float TOLERANCE = 1e-5f;

  private static Encoder images() {
    return Encoder.create(
        new ImageInput(16, true), new SimpleCnn(List.of(3), 5), Device.cpu(), new Seed(1));
  }

  static Encoder ofTwoNumbers() {
    return Encoder.create(
        Preprocessor.none(new Shape(2)), new Mlp(List.of(3)), Device.cpu(), new Seed(1));
  }

  private static BufferedImage image(int number) {
    var image = new BufferedImage(20 + number, 24, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(new Color(40 + 20 * number, 90, 200 - 10 * number));
    graphics.fillOval(number, 2, 12, 15);
    graphics.dispose();
    return image;
  }

  @Test
  void manyThreadsGetTheirOwnEmbeddings() throws InterruptedException, ExecutionException {
    var threads = Executors.newFixedThreadPool(16);
    try (var encoder = images();
        var embedder = new Embedder(encoder)) {
      var expected =
          IntStream.range(0, 8).mapToObj(i -> new Siamese(encoder).embed(image(i))).toList();
      Callable<Void> task =
          () -> {
            for (int i = 0; i < 40; i++) {
              assertArrayEquals(expected.get(i % 8), embedder.embed(image(i % 8)), TOLERANCE);
            }
            return null;
          };
      for (var result : threads.invokeAll(Collections.nCopies(16, task))) {
        result.get();
      }
      var all = embedder.embedAll(List.of(image(1), image(3)));
      assertArrayEquals(expected.get(3), all.get(1), TOLERANCE);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void seriesOfDifferentLengths() {
    var input = SequenceInput.zNormalized(1, 8);
    try (var encoder =
            Encoder.create(input, new BiRnn(BiRnn.Cell.GRU, 4, 1), Device.cpu(), new Seed(1));
        var embedder = new Embedder(encoder)) {
      float[] first = {1, 2, 3, 4};
      float[] second = {3, 1, 2, 5, 9, 2};
      var both = embedder.embedAll(List.of(first, second, first));
      assertArrayEquals(new Siamese(encoder).embed(second), both.get(1), TOLERANCE);
      assertArrayEquals(both.get(0), both.get(2), TOLERANCE);
    }
  }

  @Test
  void aWrongSampleFailsAlone() {
    try (var encoder = images();
        var embedder = new Embedder(encoder)) {
      assertThrows(DataException.class, () -> embedder.embed(Path.of("missing.png")));
      assertThrows(IllegalArgumentException.class, () -> embedder.embed("a text"));
      assertEquals(5, embedder.embed(image(1)).length);
    }
  }

  /** One sample whose tensor is made by a function. */
  record Sample(Supplier<NDArray> tensor) implements Dataset {
    @Override
    public Targets targets() {
      return Targets.of("sample");
    }

    @Override
    public NDList batch(NDManager manager, int[] rows) {
      return new NDList(tensor.get());
    }

    @Override
    public Dataset select(int... rows) {
      return this;
    }

    @Override
    public Dataset withLabels(Targets targets) {
      return this;
    }
  }

  @Test
  void aSampleThatFailsInABatchFailsAlone() throws InterruptedException, ExecutionException {
    var threads = Executors.newFixedThreadPool(4);
    var begun = new CountDownLatch(1);
    var ready = new CountDownLatch(1);
    try (var encoder = ofTwoNumbers();
        var embedder = new Embedder(encoder);
        var manager = Torch.manager(Device.cpu())) {
      Supplier<NDArray> ones = () -> manager.ones(new Shape(1, 2));
      Supplier<NDArray> wrongShape = () -> manager.ones(new Shape(1, 5));
      Supplier<NDArray> failing =
          () -> {
            throw new IllegalStateException("a tensor that cannot be made");
          };
      Supplier<NDArray> waiting = // while it does, the others queue up
          () -> {
            begun.countDown();
            try {
              ready.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return ones.get();
          };
      var first = threads.submit(() -> embedder.embed(new Sample(waiting)));
      begun.await();
      var others =
          Stream.of(ones, failing, wrongShape)
              .map(tensor -> threads.submit(() -> embedder.embed(new Sample(tensor))))
              .toList();
      Thread.sleep(200);
      ready.countDown();
      assertArrayEquals(first.get(), others.get(0).get(), TOLERANCE);
      var error = assertThrows(ExecutionException.class, others.get(1)::get);
      assertEquals("a tensor that cannot be made", error.getCause().getMessage());
      assertThrows(ExecutionException.class, others.get(2)::get);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aSingleCallerComputesInItsThread() {
    var threads = new HashSet<Thread>();
    try (var encoder = ofTwoNumbers();
        var embedder = new Embedder(encoder);
        var manager = Torch.manager(Device.cpu())) {
      Supplier<NDArray> ones =
          () -> {
            threads.add(Thread.currentThread());
            return manager.ones(new Shape(1, 2));
          };
      var many = Collections.nCopies(5000, new Sample(ones)); // more than can wait
      var embeddings = embedder.embedAll(many);
      assertEquals(5000, embeddings.size());
      assertArrayEquals(embedder.embed(new Sample(ones)), embeddings.get(4999), TOLERANCE);
      assertEquals(Set.of(Thread.currentThread()), threads);
    }
  }

  @Test
  void aClosedEmbedderRefuses() {
    try (var encoder = images()) {
      var embedder = new Embedder(encoder);
      embedder.close();
      embedder.close();
      var error = assertThrows(IllegalStateException.class, () -> embedder.embed(image(1)));
      assertTrue(error.getMessage().contains("closed"), error.getMessage());
    }
  }
}
