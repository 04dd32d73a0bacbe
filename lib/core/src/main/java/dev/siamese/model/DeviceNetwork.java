package dev.siamese.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A network with weights on a device. Owns native memory: close it. */
final class DeviceNetwork implements AutoCloseable {

  private static final int EMBED_BATCH = 256;
  private static final int MAX_STEPS = 1 << 18; // of a batch, with padding
  private static final int SHORT = 64; // steps: samples so short are not worth another batch

  final NDManager manager;
  final Weights weights;
  private final Block network;
  private final ParameterStore store;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /**
   * Initialises a network with random weights.
   *
   * @param inputs the shapes of a batch of one sample
   */
  DeviceNetwork(Architecture architecture, List<Shape> inputs, Device device, Seed seed) {
    manager = Torch.manager(device);
    try {
      network = architecture.build();
      network.setInitializer(new HeNormal(seed), Parameter.Type.WEIGHT);
      network.initialize(manager, DataType.FLOAT32, inputs.toArray(Shape[]::new));
      weights = new Weights(network, manager);
      store = new ParameterStore(manager, false);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Work that may run while other threads read. */
  <T> T read(Supplier<T> work) {
    return locked(lock.readLock(), work);
  }

  /** Work that runs while no other thread reads or writes. */
  <T> T write(Supplier<T> work) {
    return locked(lock.writeLock(), work);
  }

  private static <T> T locked(Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** A batch to embeddings: (N, D). */
  NDArray forward(NDList batch, boolean training) {
    return network.forward(store, batch, training).singletonOrThrow();
  }

  /** All samples to embeddings, a batch of about one length at a time: (N, D). */
  NDArray embed(Dataset samples, NDManager owner) {
    var order = byLength(samples);
    try (var scope = new NDScope();
        var parts = new NDList()) {
      for (int start = 0, end; start < order.length; start = end) {
        end = endOfBatch(samples, order, start);
        try (var batchScope = new NDScope()) {
          var rows = Arrays.copyOfRange(order, start, end);
          var embeddings = forward(samples.batch(manager, rows), false);
          NDScope.unregister(embeddings);
          parts.add(embeddings);
          batchScope.suppressNotUsedWarning();
        }
      }
      var sorted = NDArrays.concat(parts);
      var all = Tensors.moveTo(isAscending(order) ? sorted : inverse(sorted, order), owner);
      scope.suppressNotUsedWarning();
      return all;
    }
  }

  /** The rows by ascending length; rows of one length stay in their order. */
  private static int[] byLength(Dataset samples) {
    return IntStream.range(0, samples.size())
        .boxed()
        .sorted(Comparator.comparingInt(samples::length))
        .mapToInt(row -> row)
        .toArray();
  }

  /** A batch ends where it would hold too many time steps, or where half of them are padding. */
  private static int endOfBatch(Dataset samples, int[] order, int start) {
    int longest = 2 * samples.length(order[start]) + SHORT;
    int end = start + 1;
    while (end < Math.min(order.length, start + EMBED_BATCH)
        && samples.length(order[end]) <= longest
        && (end + 1L - start) * samples.length(order[end]) <= MAX_STEPS) {
      end++;
    }
    return end;
  }

  private static boolean isAscending(int[] order) {
    return IntStream.range(0, order.length).allMatch(i -> order[i] == i);
  }

  /** Undoes the sorting of rows. */
  private static NDArray inverse(NDArray sorted, int[] order) {
    var places = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      places[order[i]] = i;
    }
    return Tensors.select(sorted, places);
  }

  /** The input and the output of every layer for the first sample. */
  List<LayerOutput> layerOutputs(Dataset samples) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return LayerTracer.trace(network, store, samples.batch(manager, new int[] {0}));
    }
  }

  /** The content of an ONNX file of the network. */
  byte[] toOnnx(EncoderCard card) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return OnnxExport.file(card, network, card.input().shapes(1));
    }
  }

  /** The content of a safetensors file of the weights. */
  byte[] toSafetensors() {
    return Safetensors.file(network);
  }

  /** Sets the weights to those of a safetensors file. */
  void loadSafetensors(Path file) {
    write(
        () -> {
          Safetensors.load(file, network);
          return null;
        });
  }

  @Override
  public void close() {
    write(
        () -> {
          manager.close();
          return null;
        });
  }
}
