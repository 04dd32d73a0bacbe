package dev.siamese.device;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A device besides the CPU for machines that have none: it is the CPU, but Java does not know. What
 * DJL does only on other devices happens, and whatever makes the host wait for such a device is
 * seen:
 *
 * <ul>
 *   <li>numbers read from it, all of which pass through {@code JniUtils.to} the CPU;
 *   <li>numbers sent to it by {@code manager.create} and by every {@code array.op(number)}, all of
 *       which pass through {@code JniUtils.createNdFromByteBuffer}: the native side copies and
 *       waits until the copy is there;
 *   <li>PyTorch's own operations whose result Java or the next operation needs at once, as the
 *       profiler tells them, TorchScript's and those of the gradients included.
 * </ul>
 *
 * <p>Two things it cannot tell: that arrays of two devices meet, and operations that wait in CUDA's
 * implementation alone.
 */
public final class FakeDevice {

  /** What DJL calls the type of the device. */
  public static final String TYPE = "pretended";

  /** The device. */
  static final Device DEVICE = Device.of(TYPE, -1);

  private static final Set<String> WAITING =
      Set.of(
          "aten::_local_scalar_dense",
          "aten::equal",
          "aten::masked_select",
          "aten::nonzero",
          "aten::unique",
          "aten::_unique2",
          "aten::bincount",
          "aten::linalg_svd",
          "aten::_linalg_svd");

  private static final String TRANSFER = "dev.siamese.tensor.internal.Tensors";

  private static boolean active;
  private static List<String> waits;

  private FakeDevice() {}

  /** Does what is asked with all arrays on this device, if it is the one. */
  static <T> T runOn(Device device, Supplier<T> work) {
    active = device.equals(DEVICE);
    try {
      return work.get();
    } finally {
      active = false;
      waits = null;
    }
  }

  /**
   * Whether an array is on this device. One whose bits are read is in host memory: DJL would copy
   * it from another device, which it cannot do with bfloat16.
   */
  public static boolean isActive() {
    return active
        && StackWalker.getInstance()
            .walk(stack -> stack.noneMatch(frame -> frame.getMethodName().equals("rawBits")));
  }

  /** DJL wants an array made on a device, or brought there. */
  public static void onDeviceRequested(Device device) {
    if (waits == null) {
      return;
    }
    var frames = StackWalker.getInstance().walk(stack -> stack.limit(40).toList());
    var call = frames.get(2).getMethodName();
    if (call.equals("to") && device.equals(Device.cpu()) && !isCopy(frames)) {
      waits.add("read by " + caller(frames));
    } else if (call.equals("createNdFromByteBuffer") && device.equals(DEVICE)) {
      waits.add("sent by " + caller(frames));
    }
  }

  /** What Transfer has copied to the host says that it is here, like all arrays. */
  private static boolean isCopy(List<StackFrame> frames) {
    return frames.stream().anyMatch(frame -> frame.getMethodName().equals("getByteBuffer"))
        && frames.stream().anyMatch(frame -> frame.getClassName().equals(TRANSFER));
  }

  private static String caller(List<StackFrame> frames) {
    return frames.stream()
        .filter(frame -> frame.getClassName().startsWith("dev.siamese."))
        .filter(frame -> !frame.getClassName().startsWith("dev.siamese.device."))
        .filter(frame -> !frame.getClassName().equals(TRANSFER))
        .findFirst()
        .map(frame -> frame.toStackTraceElement().toString())
        .orElse("DJL");
  }

  /** Begins to take notes. */
  static void startRecording() {
    waits = new ArrayList<>();
    JniUtils.startProfile(false, false, false);
  }

  /** Every wait since then, by who caused it. */
  static List<String> stopRecording() {
    var all = new ArrayList<>(waits);
    waits = null;
    for (var event : profile()) {
      var name = event.getAsJsonObject().get("name").getAsString();
      if (WAITING.contains(name)) {
        all.add("PyTorch's " + name);
      }
    }
    return all;
  }

  private static JsonArray profile() {
    try {
      var file = Files.createTempFile("profile", ".json");
      try {
        JniUtils.stopProfile(file.toString());
        return JsonParser.parseString(Files.readString(file)).getAsJsonArray();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
