package dev.siamese.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import dev.siamese.loss.InfoNce;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Scalar;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Gradients look again at numbers that the way forward has used: a garbage collection between the
 * two must not have freed them.
 */
class GarbageCollectionTest {

  private static final BatchLabels LABELS = BatchLabels.of(0, 1, 0, 1, 2, 2, 0, 1);
  private static final int DIMENSIONS = 4;

  /** Frees what is not held, and writes over it. */
  private static void collect() {
    System.gc();
    for (int round = 0; round < 20; round++) {
      var written = new ArrayList<ByteBuffer>();
      for (int i = 0; i < 200; i++) {
        written.add(ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putDouble(77));
      }
      pause();
    }
  }

  /** The memory of a buffer is freed by another thread. */
  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static float[] gradient(Function<NDArray, NDArray> function, Runnable between) {
    var random = new Seed(5).generator();
    var values = new float[LABELS.size()][DIMENSIONS];
    for (var row : values) {
      for (int d = 0; d < DIMENSIONS; d++) {
        row[d] = (float) random.nextGaussian();
      }
    }
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var x = manager.create(values);
      x.setRequiresGradient(true);
      var result = function.apply(x).sum();
      between.run();
      collector.backward(result);
      return x.getGradient().toFloatArray();
    }
  }

  /** Alike but for the last digits, which depend on where in memory the numbers lie. */
  private static void alike(float[] expected, float[] actual, Object what) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-5 * (1 + Math.abs(expected[i])), what.toString());
    }
  }

  @Test
  void numbersStayUntilTheGradientsAreThere() {
    var expected = gradient(x -> x.mul(x.getManager().full(x.getShape(), 3)), () -> {});
    alike(
        expected,
        gradient(x -> x.mul(Scalar.constant(3.0)), GarbageCollectionTest::collect),
        "3 x");
  }

  @Test
  void noLossLosesItsNumbers() {
    DeviceCases.forEachLoss(
        Device.cpu(),
        3,
        DIMENSIONS,
        loss ->
            alike(
                gradient(x -> loss.compute(x, LABELS), () -> {}),
                gradient(x -> loss.compute(x, LABELS), GarbageCollectionTest::collect),
                loss));
  }

  @Test
  void noDistanceLosesItsNumbers() {
    for (var distance : DeviceCases.distances()) {
      alike(
          gradient(x -> distance.allPairs(x, x), () -> {}),
          gradient(x -> distance.allPairs(x, x), GarbageCollectionTest::collect),
          distance);
    }
  }

  @Test
  void noNetworkLosesItsNumbers() {
    for (var sample : DeviceCases.networks()) {
      alike(gradients(sample, () -> {}), gradients(sample, GarbageCollectionTest::collect), sample);
    }
  }

  private static float[] gradients(DeviceCases.NetworkCase sample, Runnable between) {
    var labels = sample.data().labels();
    var rows = IntStream.range(0, labels.length).toArray();
    try (var encoder =
            Encoder.create(sample.input(), sample.architecture(), Device.cpu(), new Seed(1));
        var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var prepared = sample.input().transform(sample.data());
      var embeddings = encoder.forward(prepared.batch(manager, rows), true);
      var result = new InfoNce().compute(embeddings, BatchLabels.of(labels));
      between.run();
      collector.backward(result);
      return encoder.weights().gradients(manager).toFloatArray();
    }
  }
}
