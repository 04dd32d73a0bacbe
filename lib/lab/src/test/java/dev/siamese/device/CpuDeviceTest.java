package dev.siamese.device;

import ai.djl.Device;

class CpuDeviceTest implements DeviceContract {

  @Override
  public Device device() {
    return Device.cpu();
  }
}
