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
import java.util.List;
import java.util.stream.IntStream;

/** A network with weights on a device. Owns native memory: close it. */
final class DeviceNetwork implements AutoCloseable {

  private static final int EMBED_BATCH = 256;

  final NDManager manager;
  final Weights weights;
  private final Block network;
  private final ParameterStore store;

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

  /** A batch to embeddings: (N, D). */
  NDArray forward(NDList batch, boolean training) {
    return network.forward(store, batch, training).singletonOrThrow();
  }

  /** All samples to embeddings, a batch at a time: (N, D). */
  NDArray embed(Dataset samples, NDManager owner) {
    try (var scope = new NDScope();
        var parts = new NDList()) {
      for (int start = 0; start < samples.size(); start += EMBED_BATCH) {
        int end = Math.min(samples.size(), start + EMBED_BATCH);
        try (var batchScope = new NDScope()) {
          var rows = IntStream.range(start, end).toArray();
          var embeddings = forward(samples.batch(manager, rows), false);
          NDScope.unregister(embeddings);
          parts.add(embeddings);
          batchScope.suppressNotUsedWarning();
        }
      }
      var all = Tensors.moveTo(NDArrays.concat(parts), owner);
      scope.suppressNotUsedWarning();
      return all;
    }
  }

  /** The input and the output of every layer for the first sample. */
  List<LayerOutput> layerOutputs(Dataset samples) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return LayerTracer.trace(network, store, samples.batch(manager, new int[] {0}));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
