package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import org.junit.jupiter.api.Test;

class MaskedOpsTest {

  @Test
  void replaceWhereBroadcastsItsArguments() {
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = manager.create(new float[] {1, 2, Float.NaN, 4, 5, 6}, new Shape(2, 3));
      var columns = manager.create(new boolean[] {false, false, true}, new Shape(1, 3));
      var values = manager.create(new float[] {7, 8}, new Shape(2, 1));
      var replaced = MaskedOps.replaceWhere(batch, columns, values);
      assertArrayEquals(new float[] {1, 2, 7, 4, 5, 8}, replaced.toFloatArray());
    }
  }

  @Test
  void logSumExpIgnoresMaskedEntriesAndDoesNotOverflow() {
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var x = manager.create(new float[][] {{1000, 1000, 5000}, {1, 2, 3}});
      var mask = manager.create(new float[][] {{1, 1, 0}, {0, 0, 0}});
      x.setRequiresGradient(true);
      var result = MaskedOps.maskedLogSumExp(x, mask);
      assertArrayEquals(
          new float[] {(float) (1000 + Math.log(2)), -MaskedOps.MASKED}, result.toFloatArray());
      collector.backward(result.maximum(0).sum());
      assertArrayEquals(new float[] {0.5f, 0.5f, 0, 0, 0, 0}, x.getGradient().toFloatArray());
    }
  }

  @Test
  void extremesIgnoreMaskedEntriesAndEqualOnesShareTheGradient() {
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var x = manager.create(new float[][] {{2, 1, 2, 9}, {1, 2, 3, 4}});
      var mask = manager.create(new float[][] {{1, 1, 1, 0}, {0, 0, 0, 0}});
      x.setRequiresGradient(true);
      var largest = MaskedOps.maskedMax(x, mask);
      var smallest = MaskedOps.maskedMin(x, mask);
      assertArrayEquals(new float[] {2, -MaskedOps.MASKED}, largest.toFloatArray());
      assertArrayEquals(new float[] {1, MaskedOps.MASKED}, smallest.toFloatArray());
      collector.backward(largest.add(smallest).sum());
      assertArrayEquals(new float[] {0.5f, 1, 0.5f, 0, 0, 0, 0, 0}, x.getGradient().toFloatArray());
    }
  }
}
