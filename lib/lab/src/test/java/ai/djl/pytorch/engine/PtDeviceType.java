package ai.djl.pytorch.engine;

import ai.djl.Device;
import dev.siamese.device.FakeDevice;

/**
 * Takes the place of DJL's class of this name, which every array that is made, moved or read
 * elsewhere than on the CPU comes past: so tests can have a device that is only pretended, and see
 * what goes to it and comes from it. On all other devices it does what DJL's does.
 */
public final class PtDeviceType {

  private PtDeviceType() {}

  /** PyTorch's number for the type of a device. */
  public static int toDeviceType(Device device) {
    FakeDevice.onDeviceRequested(device);
    return switch (device.getDeviceType()) {
      case Device.Type.CPU, FakeDevice.TYPE -> 0;
      case Device.Type.GPU -> 1;
      case "mps" -> 13;
      default -> throw new IllegalArgumentException("PyTorch has no device " + device);
    };
  }

  /** The type of a device by PyTorch's number. */
  public static String fromDeviceType(int number) {
    return switch (number) {
      case 0 -> FakeDevice.isActive() ? FakeDevice.TYPE : Device.Type.CPU;
      case 1 -> Device.Type.GPU;
      case 13 -> "mps";
      default -> throw new IllegalArgumentException("DJL has no device for " + number);
    };
  }
}
