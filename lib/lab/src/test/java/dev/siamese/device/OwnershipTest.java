package dev.siamese.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.augment.Augmentation;
import dev.siamese.augment.GaussianNoise;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.study.TestTimeAugmentation;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arrays that the library returns, and those that it creates on the way, belong to the caller's
 * manager: closing that frees them all, without an NDScope, and closing an encoder frees none.
 */
class OwnershipTest {

  private static final BatchLabels LABELS = BatchLabels.of(0, 1, 0, 1, 2, 2, 0, 1);

  private static void assertOwned(Function<NDManager, NDArray> compute, Object what) {
    run(compute, what); // creates the constants that stay
    int before = Torch.liveTensorCount();
    run(compute, what);
    assertEquals(before, Torch.liveTensorCount(), what.toString());
  }

  private static void run(Function<NDManager, NDArray> compute, Object what) {
    try (var manager = Torch.manager(Device.cpu())) {
      assertSame(manager, compute.apply(manager).getManager(), what.toString());
    }
  }

  private static NDArray numbers(NDManager manager, long... shape) {
    var numbers = manager.arange((float) new Shape(shape).size());
    return numbers.mul(0.37f).sin().reshape(shape);
  }

  @Test
  void losses() {
    DeviceCases.forEachLoss(
        Device.cpu(),
        3,
        4,
        loss -> assertOwned(manager -> loss.compute(numbers(manager, 8, 4), LABELS), loss));
  }

  @Test
  void distances() {
    for (var distance : DeviceCases.distances()) {
      assertOwned(
          manager -> distance.allPairs(numbers(manager, 8, 4), numbers(manager, 5, 4)), distance);
    }
  }

  @Test
  void networks() {
    for (var each : DeviceCases.networks()) {
      try (var encoder =
          Encoder.create(each.input(), each.architecture(), Device.cpu(), new Seed(1))) {
        var rows = IntStream.range(0, 8).toArray();
        var prepared = each.input().transform(each.data());
        assertOwned(manager -> encoder.forward(prepared.batch(manager, rows), true), each);
        assertOwned(manager -> encoder.embed(each.data(), manager), each);
        assertOwned(encoder.weights()::gradients, each);
      }
    }
  }

  @Test
  void files(@TempDir Path folder) {
    for (var each : DeviceCases.networks()) {
      try (var encoder =
          Encoder.create(each.input(), each.architecture(), Device.cpu(), new Seed(1))) {
        var weights = folder.resolve("weights");
        assertOwned(
            manager -> {
              encoder.exportWeights(weights);
              encoder.loadWeights(weights);
              encoder.save(folder.resolve("encoder"));
              Encoder.load(folder.resolve("encoder"), Device.cpu()).close();
              return manager.ones(new Shape(1));
            },
            each);
      }
    }
  }

  @Test
  void testTimeAugmentation() {
    var each = DeviceCases.networks().get(1);
    try (var encoder =
        Encoder.create(each.input(), each.architecture(), Device.cpu(), new Seed(1))) {
      var average = new TestTimeAugmentation(3, new GaussianNoise(0.1), new Seed(2));
      assertOwned(
          manager -> {
            var embeddings = average.embed(encoder, each.data(), manager);
            assertEquals(1, manager.getManagedArrays().size());
            return embeddings;
          },
          each);
    }
  }

  @Test
  void augmentations() {
    for (var each : DeviceCases.imageAugmentations()) {
      assertOwned(manager -> apply(each, numbers(manager, 6, 1, 12, 12)), each);
    }
    for (var each : DeviceCases.signalAugmentations()) {
      assertOwned(manager -> apply(each, numbers(manager, 6, 3, 12)), each);
    }
  }

  private static NDArray apply(Augmentation augmentation, NDArray batch) {
    return augmentation.apply(batch, new Seed(1).generator());
  }

  @Test
  void arraysOutliveTheEncoderAndThoseOfWeightsShareTheirMemory() {
    var network = DeviceCases.networks().get(3);
    try (var manager = Torch.manager(Device.cpu())) {
      var encoder =
          Encoder.create(network.input(), network.architecture(), Device.cpu(), new Seed(1));
      var values = encoder.weights().values(manager);
      var buffers = encoder.weights().buffers(manager);
      values.muli(2);
      buffers.addi(1);
      var embeddings = encoder.embed(network.data(), manager);
      var before = embeddings.toFloatArray();
      var state = encoder.weights().state();
      encoder.close();
      assertArrayEquals(state.values(), values.toFloatArray());
      assertArrayEquals(state.buffers(), buffers.toFloatArray());
      assertArrayEquals(before, embeddings.toFloatArray());
      assertEquals(state.values().length, values.muli(3).size());
      assertThrows(IllegalStateException.class, () -> encoder.weights().values(manager));
    }
  }
}
