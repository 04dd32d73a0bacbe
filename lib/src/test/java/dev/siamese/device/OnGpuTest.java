package dev.siamese.device;

import ai.djl.Device;
import dev.siamese.engine.Torch;

@OnGpu
class OnGpuTest implements SameOnEveryDevice {

  @Override
  public Device device() {
    return Torch.device("gpu");
  }
}
