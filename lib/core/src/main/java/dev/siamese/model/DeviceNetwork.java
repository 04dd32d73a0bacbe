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
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.AtomicFile;
import dev.siamese.tensor.internal.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A network with weights on a device. Owns native memory: close it. */
final class DeviceNetwork implements AutoCloseable {

  private static final int EMBED_BATCH = 256;
  private static final int MAX_STEPS = 1 << 18; // of a batch, with padding
  private static final int SHORT = 64; // steps: samples so short are not worth another batch

  private final NDManager manager;
  final Weights weights;
  final long parameterCount;
  private final Block network;
  private final List<Shape> shapes; // of a batch of one sample
  private final ParameterStore store;
  private volatile Thread writer; // that trains the network; null without
  private volatile boolean closed;

  /** A network with random weights. */
  DeviceNetwork(EncoderCard card, Device device, HeNormal initial) {
    manager = Torch.manager(device);
    try {
      network = card.architecture().build();
      network.setInitializer(initial, Parameter.Type.WEIGHT);
      shapes = List.copyOf(card.input().shapes(1));
      network.initialize(manager, DataType.FLOAT32, shapes.toArray(Shape[]::new));
      weights = new Weights(network, device);
      parameterCount = weights.size();
      store = new ParameterStore(manager, false);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Work that may run while other threads read. */
  <T> T read(Supplier<T> work) {
    requireOpen();
    return weights.withReadLock(work);
  }

  /** Work that runs while no other thread reads or writes. */
  <T> T write(Supplier<T> work) {
    requireOpen();
    return weights.withWriteLock(
        () -> {
          var outer = writer;
          writer = Thread.currentThread();
          try {
            return work.get();
          } finally {
            writer = outer;
          }
        });
  }

  /** The device of the weights. */
  Device device() {
    return manager.getDevice();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the encoder is closed: create or load it again");
    }
  }

  /** A network with the weights of a file; a larger one takes no memory. */
  static DeviceNetwork load(EncoderFile.Content content, Device device) {
    if (content.card().input() instanceof BackboneInput backbone) {
      backbone.requireFile();
    }
    var initial = new HeNormal(new Seed(0), content.weights().values().length);
    var network = new DeviceNetwork(content.card(), device, initial);
    try {
      network.weights.loadState(content.weights());
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** A copy of the weights. */
  Weights.State state() {
    return read(weights::state);
  }

  /** The length of an embedding. */
  long dimensions(Preprocessor input) {
    return network.getOutputShapes(input.shapes(1).toArray(Shape[]::new))[0].get(1);
  }

  /** A batch to embeddings: (N, D). */
  NDArray forward(NDList batch, boolean training) {
    return Checks.withShapes(
        batch, shapes, () -> network.forward(store, batch, training).singletonOrThrow());
  }

  /** All samples to embeddings, a batch of about one length at a time: (N, D). */
  NDArray embed(Dataset samples, NDManager owner) {
    if (samples.size() == 0) {
      throw new IllegalArgumentException("there are 0 samples to embed: at least 1 is needed");
    }
    var order = byLength(samples);
    boolean wasInterrupted = Thread.currentThread().isInterrupted();
    try (var batches = Torch.manager(device());
        var scope = new NDScope();
        var parts = new NDList()) {
      for (int start = 0, end; start < order.length; start = end) {
        end = endOfBatch(samples, order, start);
        if (!wasInterrupted
            && Thread.currentThread().isInterrupted()
            && Thread.currentThread() != writer) { // which validates
          throw new IllegalStateException("interrupted after %d embeddings".formatted(start));
        }
        try (var batchScope = new NDScope()) {
          var rows = Arrays.copyOfRange(order, start, end);
          var batch = samples.batch(batches, rows);
          var embeddings = forward(batch, false);
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
  List<LayerOutput> layerOutputs(Preprocessor input, Dataset raw) {
    if (raw.size() != 1) {
      throw new IllegalArgumentException(
          "layerOutputs takes 1 sample, not %d: select one".formatted(raw.size()));
    }
    var samples = input.transform(raw);
    try (var batches = Torch.manager(device());
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return LayerTracer.trace(network, store, samples.batch(batches, new int[] {0}));
    }
  }

  /** Writes an ONNX file of the network. */
  void exportOnnx(Path file, EncoderCard card) {
    var content =
        read(
            () -> {
              try (var scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                return OnnxExport.file(card, network, card.input().shapes(1));
              }
            });
    write(file, content);
  }

  /** Writes a safetensors file of the weights. */
  void exportSafetensors(Path file) {
    write(file, read(() -> Safetensors.file(network)));
  }

  private static void write(Path file, byte[] content) {
    try {
      AtomicFile.write(file, out -> out.write(content));
    } catch (IOException e) {
      throw new DataException("cannot write " + file, e);
    }
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
    weights.close(); // waits for the work of other threads
    closed = true;
    manager.close();
  }
}
