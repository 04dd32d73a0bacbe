package dev.siamese.device;

import ai.djl.Device;
import dev.siamese.tensor.Torch;

@RequiresGpu
class GpuDeviceTest implements DeviceContract {

  @Override
  public Device device() {
    return Torch.device("gpu");
  }
}
