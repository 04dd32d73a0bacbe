package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Mlp;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interrupting a thread ends its embedding, and its waiting for an encoder that is trained. */
class InterruptTest {

  private static final int MANY = 2000;

  private final Encoder encoder =
      Encoder.create(new ImageInput(8, true), new Mlp(List.of(4)), Device.cpu(), new Seed(1));

  @AfterEach
  void close() {
    Thread.interrupted();
    encoder.close();
  }

  /** Samples that interrupt the thread that reads them. */
  private record Interrupting(Dataset samples) implements Dataset {

    @Override
    public Targets targets() {
      return samples.targets();
    }

    @Override
    public NDList batch(NDManager manager, int[] rows) {
      Thread.currentThread().interrupt();
      return samples.batch(manager, rows);
    }

    @Override
    public Dataset select(int... rows) {
      return new Interrupting(samples.select(rows));
    }

    @Override
    public Dataset withLabels(Targets targets) {
      return new Interrupting(samples.withLabels(targets));
    }
  }

  private static Images images(int count) {
    return new Images(8, 8, new byte[64 * count], Targets.of(new int[count]));
  }

  private float[][] embed(Dataset samples) {
    try (var manager = Torch.manager(Device.cpu())) {
      return new float[][] {encoder.embed(samples, manager).toFloatArray()};
    }
  }

  /** Runs in a thread that is interrupted while another one holds the encoder. */
  private Throwable interruptedWhileTrained(Runnable use) throws Exception {
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var training =
        CompletableFuture.runAsync(
            () ->
                encoder.withWriteLock(
                    () -> {
                      held.countDown();
                      return await(release);
                    }));
    held.await();
    var result = new CompletableFuture<Void>();
    var thread =
        new Thread(
            () -> {
              try {
                use.run();
                result.complete(null);
              } catch (RuntimeException e) {
                assertTrue(Thread.currentThread().isInterrupted());
                result.completeExceptionally(e);
              }
            });
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    try {
      return assertThrows(ExecutionException.class, () -> result.get(20, TimeUnit.SECONDS))
          .getCause();
    } finally {
      release.countDown();
      training.get();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anInterruptEndsTheWaitForAnEncoderThatIsTrained() throws Exception {
    var error = interruptedWhileTrained(() -> embed(images(1)));
    assertTrue(error instanceof IllegalStateException, error.toString());
    assertTrue(error.getMessage().contains("in training"), error.getMessage());
    assertEquals(4, embed(images(1))[0].length);
  }

  @Test
  void anInterruptedCallerOfAnEmbedderDoesNotFailOthers() throws Exception {
    try (var embedder = new Embedder(encoder)) {
      var other = new CompletableFuture<float[]>();
      var error =
          interruptedWhileTrained(
              () -> {
                new Thread(() -> other.complete(embedder.embed(images(1)))).start();
                embedder.embedAll(List.of(images(1), images(1)));
              });
      assertTrue(error.getMessage().contains("interrupted"), error.getMessage());
      assertEquals(4, other.get(20, TimeUnit.SECONDS).length);
      assertEquals(4, embedder.embed(images(1)).length);
    }
  }

  @Test
  void anInterruptEndsTheEmbeddingOfManySamples() {
    var samples = new Interrupting(encoder.card().input().transform(images(MANY)));
    try (var manager = Torch.manager(Device.cpu())) {
      var error =
          assertThrows(
              IllegalStateException.class, () -> encoder.embedPreprocessed(samples, manager));
      assertTrue(
          error.getMessage().matches("interrupted after [1-9]\\d* embeddings"), error.getMessage());
    }
    assertTrue(Thread.currentThread().isInterrupted());
    assertEquals(4 * MANY, embed(images(MANY))[0].length); // as after an interrupted training
    assertTrue(Thread.interrupted());
  }
}
