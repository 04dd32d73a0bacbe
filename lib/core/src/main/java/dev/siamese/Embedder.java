package dev.siamese;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.siamese.data.Dataset;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Embeds single samples of many threads in common batches: a batch holds the samples that have
 * arrived while others were computed. A sample that fails does so alone. A single caller does not
 * wait for others: its own thread computes, and a thread of the embedder goes on with what is left
 * when that caller has its embedding.
 *
 * <p>On the CPU, as many batches are computed at a time as there are processors for PyTorch's
 * threads per operation: one by default, one per processor with {@code OMP_NUM_THREADS=1}, which
 * suits services with many callers. On a GPU it is one.
 *
 * <p>Safe for use by any number of threads. Owns a thread: close it, before the encoder. The
 * encoder is used but not closed.
 */
public final class Embedder implements AutoCloseable {

  private static final int MAX_BATCH = 64;
  private static final int MAX_WAITING = 4096; // further callers wait before they are accepted

  private final Encoder encoder;
  private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(MAX_WAITING);
  private final int batches; // computed at a time
  private final Semaphore computing;
  private final Semaphore left = new Semaphore(0); // released when requests wait for a free batch
  private final Thread worker = new Thread(this::run, "embedder");
  private volatile boolean closed;

  /** One preprocessed sample. */
  private record Request(Dataset sample, CompletableFuture<float[]> embedding) {}

  /**
   * Starts a thread.
   *
   * @param encoder used but not closed
   */
  public Embedder(Encoder encoder) {
    this.encoder = encoder;
    int processors = Runtime.getRuntime().availableProcessors();
    batches = encoder.device().isGpu() ? 1 : Math.max(1, processors / Torch.intraOpThreads());
    computing = new Semaphore(batches);
    worker.setDaemon(true);
    worker.start();
  }

  /**
   * {@return the embedding: D numbers}
   *
   * @param sample of a type that {@link Siamese} lists
   * @throws IllegalArgumentException if the type is not supported, or the encoder takes other
   *     samples
   * @throws dev.siamese.data.DataException if a file cannot be read
   * @throws IllegalStateException if this or the encoder is closed, or the thread is interrupted
   *     while it waits
   */
  public float[] embed(Object sample) {
    return embedAll(Arrays.asList(sample)).get(0);
  }

  /**
   * {@return the embeddings of some samples, which may differ in size} As {@link #embed}.
   *
   * @param samples of a type that {@link Siamese} lists
   */
  public List<float[]> embedAll(List<?> samples) {
    var input = encoder.card().input();
    var waiting = new ArrayList<CompletableFuture<float[]>>();
    try {
      for (var sample : samples) {
        var request = new Request(input.transform(input.sample(sample)), new CompletableFuture<>());
        waiting.add(request.embedding);
        submit(request);
      }
    } catch (RuntimeException | Error e) {
      requests.removeIf(request -> waiting.contains(request.embedding)); // nothing waits for them
      throw e;
    }
    while (!Thread.currentThread().isInterrupted()
        && !waiting.stream().allMatch(CompletableFuture::isDone)
        && computeIfFree()) {
      // one batch after the other, also with samples of other callers
    }
    return waiting.stream().map(Embedder::result).toList();
  }

  private void submit(Request request) {
    try {
      if (!closed) {
        requests.put(request);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
    if (closed) {
      refuseWaiting();
      request.embedding.completeExceptionally(closedException());
    } else if (requests.size() >= MAX_BATCH) {
      computeIfFree(); // before more samples take memory
    }
  }

  private static float[] result(CompletableFuture<float[]> embedding) {
    try {
      return embedding.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("the embedding failed", e.getCause());
    }
  }

  private static IllegalStateException interrupted(InterruptedException cause) {
    return new IllegalStateException("interrupted while waiting for an embedding", cause);
  }

  /** Goes on with what callers leave that have their embeddings. */
  private void run() {
    try {
      while (!closed) {
        left.acquire();
        left.drainPermits();
        while (!closed && !requests.isEmpty() && computeIfFree()) {
          // one batch after the other
        }
      }
    } catch (InterruptedException e) {
      // closed while it waited
    }
  }

  /**
   * Embeds one batch of what waits, unless as many threads do as may. Its size is a power of two,
   * since PyTorch keeps memory for the convolutions of each size. Requests that are left or came
   * meanwhile, whose callers found no batch free, are left to the worker.
   *
   * @return whether this thread computed something
   */
  private boolean computeIfFree() {
    if (!computing.tryAcquire()) {
      return false;
    }
    var some = new ArrayList<Request>();
    try {
      requests.drainTo(some, Math.min(MAX_BATCH, Integer.highestOneBit(requests.size())));
      if (!some.isEmpty()) {
        embedEach(some);
      }
    } finally {
      computing.release();
      if (!requests.isEmpty()) {
        left.release();
      }
    }
    return !some.isEmpty();
  }

  /**
   * Embeds samples together; if that fails, each alone, so that it fails for its own fault. Those
   * of a thread that is interrupted meanwhile are left to another one.
   */
  private void embedEach(List<Request> some) {
    try {
      embed(some);
    } catch (RuntimeException | Error e) {
      var failed = some.stream().filter(request -> !request.embedding.isDone()).toList();
      if (Thread.currentThread().isInterrupted() && !closed && e instanceof RuntimeException) {
        failed.stream()
            .filter(request -> !requests.offer(request))
            .forEach(request -> request.embedding.completeExceptionally(e));
      } else if (some.size() == 1 || e instanceof Error) {
        failed.forEach(request -> request.embedding.completeExceptionally(e));
      } else {
        failed.forEach(request -> embedEach(List.of(request)));
      }
    }
  }

  /** Groups samples by the shapes of their tensors, and embeds each group as one batch. */
  private void embed(List<Request> some) {
    try (var manager = Torch.manager(encoder.device())) {
      Map<List<?>, List<Request>> groups = new LinkedHashMap<>();
      Map<Request, NDList> tensors = new LinkedHashMap<>();
      for (var request : some) {
        var batch = request.sample.batch(manager, new int[] {0});
        tensors.put(request, batch);
        var shapes = batch.stream().map(NDArray::getShape).toList();
        groups.computeIfAbsent(shapes, unused -> new ArrayList<>()).add(request);
      }
      for (var group : groups.values()) {
        var batch = new StackedSamples(group.stream().map(tensors::get).toList());
        var embeddings = Samples.embedPreprocessed(encoder, batch);
        for (int i = 0; i < embeddings.length; i++) {
          group.get(i).embedding.complete(embeddings[i]);
        }
      }
    }
  }

  private void refuseWaiting() {
    for (var request = requests.poll(); request != null; request = requests.poll()) {
      request.embedding.completeExceptionally(closedException());
    }
  }

  private static IllegalStateException closedException() {
    return new IllegalStateException("the embedder is closed: create another one");
  }

  /** Waits for the current batches; later calls are refused. Closing again has no effect. */
  @Override
  public void close() {
    closed = true;
    computing.acquireUninterruptibly(batches);
    refuseWaiting();
    computing.release(batches);
    worker.interrupt();
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
