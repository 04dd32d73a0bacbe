package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TorchOpsTest {

  @Test
  void attentionIsTheSoftmaxWeightedMeanOfUnmaskedValues() {
    try (var manager = Torch.manager(Device.cpu())) {
      var query = manager.create(new float[] {1, 2}, new Shape(1, 1, 1, 2));
      var key = manager.create(new float[] {1, 0, 0, 1, 9, 9}, new Shape(1, 1, 3, 2));
      var value = manager.create(new float[] {1, 2, 3, 4, 100, 100}, new Shape(1, 1, 3, 2));
      var real = manager.create(new boolean[] {true, true, false}, new Shape(1, 1, 1, 3));
      double first = 1 / (1 + Math.exp((2 - 1) / Math.sqrt(2)));
      assertArrayEquals(
          new float[] {(float) (3 - 2 * first), (float) (4 - 2 * first)},
          TorchOps.scaledDotProductAttention(query, key, value, real).toFloatArray(),
          1e-6f);
    }
  }

  @Test
  void searchSortedFindsTheFirstGreaterValue() {
    try (var manager = Torch.manager(Device.cpu())) {
      var rows = manager.create(new float[][] {{0, 0.5f, 0.5f, 2}, {0, 0, 0, 0}});
      var bounds = manager.create(new float[][] {{0, 0.5f, 1.9f}, {0, 0, 0}});
      assertArrayEquals(
          new long[] {1, 3, 3, 4, 4, 4}, TorchOps.searchSorted(rows, bounds).toLongArray());
    }
  }

  @Test
  void operationsCreateTensorsOnTheDevice() throws IOException {
    try (var source = TorchOps.class.getResourceAsStream("operations.py")) {
      var text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      var makers = Pattern.compile("torch\\.(eye|zeros|ones|full|arange|linspace|empty|tensor)\\(");
      text.lines()
          .filter(line -> makers.matcher(line).find())
          .forEach(line -> assertTrue(line.contains("device=ops.prim.device("), line));
    }
  }

  @Test
  void uploadsToAGpuUsePinnedMemory() {
    try (var manager = Torch.manager(Device.cpu())) {
      var host = manager.ones(new Shape(3));
      assertArrayEquals(new float[] {1, 1, 1}, TorchOps.upload(host, manager).toFloatArray());
      assumeTrue(Torch.gpuCount() == 0, "needs a machine without a GPU");
      // PyTorch has the operation, but no accelerator
      var error = assertThrows(EngineException.class, () -> TorchOps.uploadPinned(host, manager));
      assertTrue(error.getMessage().contains("accelerator"), error.getMessage());
    }
  }
}
