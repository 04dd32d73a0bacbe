package dev.siamese.device;

import ai.djl.Device;

class OnCpuTest implements SameOnEveryDevice {

  @Override
  public Device device() {
    return Device.cpu();
  }
}
