package dev.siamese.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeDeviceTest implements DeviceContract {

  @Override
  public Device device() {
    return FakeDevice.DEVICE;
  }

  @Test
  void readingLeavesNothingBehind() {
    FakeDevice.runOn(
        FakeDevice.DEVICE,
        () -> {
          try (var manager = Torch.manager(FakeDevice.DEVICE)) {
            var array = manager.ones(new Shape(3));
            int before = owned(manager);
            Tensors.toFloatArray(array);
            Tensors.toLongArray(array.toType(DataType.INT64, false));
            assertEquals(before + 1, owned(manager), "the array of the other type, and no more");
          }
          return null;
        });
  }

  @Test
  void embeddingForTheHostLeavesNothingWithTheEncoder() {
    var sample = DeviceCases.signalNetwork();
    FakeDevice.runOn(
        FakeDevice.DEVICE,
        () -> {
          try (var encoder =
                  Encoder.create(
                      sample.input(), sample.architecture(), FakeDevice.DEVICE, new Seed(1));
              var host = Torch.manager(Device.cpu())) {
            encoder.embed(sample.data(), host);
            int before = Torch.liveTensorCount();
            encoder.embed(sample.data(), host);
            assertEquals(before + 1, Torch.liveTensorCount());
            assertEquals(2, host.getManagedArrays().size());
          }
          return null;
        });
  }

  /** How many arrays and managers a manager has to close. */
  private static int owned(NDManager manager) {
    try {
      var field = BaseNDManager.class.getDeclaredField("resources");
      field.setAccessible(true);
      return ((Map<?, ?>) field.get(manager)).size();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
