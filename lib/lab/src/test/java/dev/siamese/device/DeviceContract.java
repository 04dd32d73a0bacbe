package dev.siamese.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.augment.Augmentation;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.DistanceOps;
import dev.siamese.tensor.internal.ImageOps;
import dev.siamese.tensor.internal.LinalgOps;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.tensor.internal.TorchOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must come out alike wherever it is computed; compared with the CPU. */
interface DeviceContract {

  int N = 12;
  int DIMENSIONS = 4;
  int[] LABELS = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 2};

  /** The device to compare with the CPU. */
  Device device();

  private static float[] random(int size, long seed) {
    var random = new Seed(seed).generator();
    var values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static NDArray random(NDManager manager, long seed, long... shape) {
    var whole = new Shape(shape);
    return Tensors.create(manager, random((int) whole.size(), seed), whole);
  }

  private static float[] numbers(NDArray array, Device device) {
    assertEquals(device, array.getDevice());
    return Tensors.toFloatArray(array.toType(DataType.FLOAT32, false));
  }

  /** Alike but for rounding, which is coarser in a GPU's convolutions. */
  private static void alike(float[] expected, float[] actual, double part, Object what) {
    assertEquals(expected.length, actual.length, what.toString());
    for (int i = 0; i < expected.length; i++) {
      double allowed = part * (1 + Math.abs(expected[i]));
      assertEquals(expected[i], actual[i], allowed, what + " at " + i);
    }
  }

  /** Everything that a computation makes, by its name. */
  private static Map<String, float[]> on(
      Device device, Function<NDManager, Map<String, NDArray>> computation) {
    return FakeDevice.runOn(
        device,
        () -> {
          try (var manager = Torch.manager(device)) {
            var numbers = new LinkedHashMap<String, float[]>();
            computation
                .apply(manager)
                .forEach((name, array) -> numbers.put(name, numbers(array, device)));
            return numbers;
          }
        });
  }

  private void same(Function<NDManager, Map<String, NDArray>> computation) {
    var expected = on(Device.cpu(), computation);
    var actual = on(device(), computation);
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, numbers) -> alike(numbers, actual.get(name), 1e-4, name));
  }

  @Test
  default void numbersArriveAsTheyWereSent() {
    same(
        manager ->
            Map.of(
                "floats", Tensors.create(manager, 1, -2.5f),
                "longs", Tensors.create(manager, 3L, 1L << 24),
                "rows", Tensors.indices(manager, 7, 0),
                "booleans", Tensors.create(manager, new boolean[] {true, false}, new Shape(2, 1))));
  }

  @Test
  default void operations() {
    same(
        m -> {
          var a = random(m, 1, 5, 3);
          var b = random(m, 2, 4, 3);
          var some = Tensors.create(m, 1, 0, 1).broadcast(new Shape(5, 3));
          var images = random(m, 3, 2, 1, 6, 5);
          var results = new LinkedHashMap<String, NDArray>();
          results.put("affine", ImageOps.affine(images, random(m, 4, 2, 2, 3)));
          results.put("displace", ImageOps.warp(images, random(m, 5, 2, 2, 3, 3)));
          results.put("euclidean", DistanceOps.cdistL2(a, b));
          results.put("manhattan", DistanceOps.cdistL1(a, b));
          results.put("minkowski", DistanceOps.cdistLp(a, b, m.full(new Shape(), 3f)));
          results.put("weighted", DistanceOps.cdistWeightedL1(a, b, random(m, 6, 3)));
          results.put("replace", MaskedOps.replaceWhere(a, some.gt(m.zeros(new Shape())), a.neg()));
          results.put("resample", ImageOps.gridSample1d(images, random(m, 7, 2, 5)));
          results.put("singular values", LinalgOps.svdvals(a));
          results.put("log-sum-exp", MaskedOps.maskedLogSumExp(a, some));
          results.put("smallest", MaskedOps.maskedMin(a, some));
          results.put("largest", MaskedOps.maskedMax(a, some));
          var real = Tensors.create(m, new boolean[] {true, true, false}, new Shape(1, 1, 1, 3));
          var key = random(m, 9, 1, 2, 3, 4);
          results.put(
              "attention",
              TorchOps.scaledDotProductAttention(random(m, 8, 1, 2, 5, 4), key, key, real));
          return results;
        });
  }

  @Test
  default void distances() {
    same(
        manager -> {
          var a = random(manager, 1, 5, DIMENSIONS);
          var b = random(manager, 2, 5, DIMENSIONS);
          var results = new LinkedHashMap<String, NDArray>();
          for (var distance : DeviceCases.distances()) {
            results.put(distance + " pairwise", distance.allPairs(a, b));
            results.put(distance + " between", distance.paired(a, b));
          }
          return results;
        });
  }

  @Test
  default void alterations() {
    same(
        manager -> {
          var results = new LinkedHashMap<String, NDArray>();
          var images = random(manager, 1, 3, 2, 9, 8);
          var signals = random(manager, 2, 3, 2, 10);
          alter(DeviceCases.imageAugmentations(), images, results);
          alter(DeviceCases.signalAugmentations(), signals, results);
          return results;
        });
  }

  private static void alter(
      List<Augmentation> augmentations, NDArray batch, Map<String, NDArray> results) {
    for (var augmentation : augmentations) {
      var altered = augmentation.apply(batch, new Seed(5).generator());
      results.put(augmentation + " of " + batch.getShape(), altered);
    }
  }

  @Test
  default void lossesAndTheirGradients() {
    var expected = losses(Device.cpu());
    var actual = losses(device());
    for (int i = 0; i < expected.size(); i++) {
      alike(expected.get(i), actual.get(i), 1e-4, "loss " + i / 2);
    }
  }

  private static List<float[]> losses(Device device) {
    var results = new ArrayList<float[]>();
    FakeDevice.runOn(
        device,
        () -> {
          DeviceCases.forEachLoss(
              device,
              4,
              DIMENSIONS,
              loss -> {
                try (var manager = Torch.manager(device);
                    var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                  var x = random(manager, 1, N, DIMENSIONS);
                  x.setRequiresGradient(true);
                  var value = loss.compute(x, BatchLabels.of(LABELS));
                  collector.backward(value);
                  results.add(numbers(value, device));
                  results.add(numbers(x.getGradient(), device));
                }
              });
          return null;
        });
    return results;
  }

  @Test
  default void networksAndWhatTheyEmbedForTheHost() {
    for (var sample : DeviceCases.networks()) {
      alike(embed(sample, Device.cpu()), embed(sample, device()), 1e-2, sample);
    }
  }

  private static float[] embed(DeviceCases.NetworkCase sample, Device device) {
    return FakeDevice.runOn(
        device,
        () -> {
          try (var encoder =
                  Encoder.create(sample.input(), sample.architecture(), device, new Seed(1));
              var host = Torch.manager(Device.cpu())) {
            return encoder.embed(sample.data(), host).toFloatArray();
          }
        });
  }

  @Test
  default void evaluations() {
    var expected = DeviceRuns.evaluate(Device.cpu());
    var actual = DeviceRuns.evaluate(device());
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, value) -> assertEquals(value, actual.get(name), 1e-4, name));
  }

  @Test
  default void aTrainingWhoseEncoderGoesToTheCpu(@TempDir Path folder) throws IOException {
    var expected = DeviceRuns.train(Device.cpu(), folder.resolve("cpu"));
    var actual = DeviceRuns.train(device(), folder.resolve("device"));
    alike(expected.losses(), actual.losses(), 0.02, "losses");
    assertArrayEquals(expected.embeddings(), actual.loaded(), 0.1f, "embeddings of both trainings");
    assertArrayEquals(actual.embeddings(), actual.loaded(), 5e-3f, "embeddings from the file");
    assertEquals(Files.size(folder.resolve("cpu")), Files.size(folder.resolve("device")), 200);
  }

  private static float[] floats(double[] values) {
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
