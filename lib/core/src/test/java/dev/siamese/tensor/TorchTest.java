package dev.siamese.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class TorchTest {

  @Test
  void cpuIsTheCpu() {
    assertEquals(Device.cpu(), Torch.device("cpu"));
  }

  @Test
  void openArraysAreCountedWhoeverOwnsThem() {
    int before = Torch.liveTensorCount();
    try (var manager = Torch.manager(Device.cpu());
        var below = manager.newSubManager()) {
      manager.ones(new Shape(2));
      var other = below.ones(new Shape(3));
      assertEquals(before + 2, Torch.liveTensorCount());
      other.close();
      assertEquals(before + 1, Torch.liveTensorCount());
    }
    assertEquals(before, Torch.liveTensorCount());
  }

  @Test
  void anUnknownDeviceIsNamed() {
    var error = assertThrows(IllegalArgumentException.class, () -> Torch.device("tpu"));
    assertTrue(error.getMessage().contains("\"tpu\""));
  }

  @Test
  void aMissingGpuIsNamed() {
    var error = assertThrows(IllegalArgumentException.class, () -> Torch.device("gpu:99"));
    assertTrue(error.getMessage().contains("\"gpu:99\""), error.getMessage());
  }

  @Test
  void cuDnnTriesItsKernelsUnlessToldNotTo() {
    Torch.version();
    assertEquals("true", System.getProperty("ai.djl.pytorch.cudnn_benchmark"));
  }
}
