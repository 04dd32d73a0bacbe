package dev.siamese.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import org.junit.jupiter.api.Test;

class TorchTest {

  @Test
  void cpuIsTheCpu() {
    assertEquals(Device.cpu(), Torch.device("cpu"));
  }

  @Test
  void anUnknownDeviceIsNamedWithTheWayOut() {
    var error = assertThrows(IllegalArgumentException.class, () -> Torch.device("tpu"));
    assertTrue(error.getMessage().contains("\"tpu\" is not one of auto, cpu, gpu"));
  }

  @Test
  void aMissingGpuIsNamedWithTheWayOut() {
    var error = assertThrows(IllegalArgumentException.class, () -> Torch.device("gpu:99"));
    assertTrue(error.getMessage().contains("use auto or cpu"), error.getMessage());
  }

  @Test
  void cuDnnTriesItsKernelsUnlessToldNotTo() {
    Torch.version();
    assertEquals("true", System.getProperty("ai.djl.pytorch.cudnn_benchmark"));
  }
}
