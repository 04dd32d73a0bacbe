package dev.siamese.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/**
 * The PyTorch engine, started once per process: quiet logs, the C library told what it needs to
 * know before the native library loads, and the device that the work runs on.
 */
public final class Torch {

  private static final Engine ENGINE = start();

  private Torch() {}

  private static Engine start() {
    // DJL logs its own start at level "info"; only slf4j-simple reads this, other bindings do not.
    if (System.getProperty("org.slf4j.simpleLogger.log.ai.djl") == null) {
      System.setProperty("org.slf4j.simpleLogger.log.ai.djl", "warn");
    }
    NativeSettings.apply();
    return Engine.getEngine("PyTorch");
  }

  /**
   * The device of that name.
   *
   * @param name {@code auto} (the first GPU if there is one, otherwise the CPU), {@code cpu},
   *     {@code gpu} or {@code gpu:1}
   * @throws IllegalArgumentException if there is no such device on this machine
   */
  public static Device device(String name) {
    int gpus = ENGINE.getGpuCount();
    if (name.equals("auto")) {
      return gpus > 0 ? Device.gpu() : Device.cpu();
    }
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    if (name.matches("gpu(:\\d+)?")) {
      int id = name.equals("gpu") ? 0 : Integer.parseInt(name.substring(4));
      if (id < gpus) {
        return Device.gpu(id);
      }
      throw new IllegalArgumentException(
          "device \"%s\": PyTorch %s finds %d GPUs here; use auto or cpu, or put the CUDA natives on the class path"
              .formatted(name, ENGINE.getVersion(), gpus));
    }
    throw new IllegalArgumentException(
        "device \"" + name + "\" is not one of auto, cpu, gpu, gpu:0, gpu:1, …");
  }

  /** A new manager of native memory on a device; close it to release everything made with it. */
  public static NDManager manager(Device device) {
    return ENGINE.newBaseManager(device);
  }

  /**
   * How many arrays are open in native memory, whoever owns them. A number that grows from one
   * training step, or one training, to the next is a leak; counting takes a while.
   */
  public static int openArrays() {
    try (var manager = manager(Device.cpu())) {
      return manager.getParentManager().getManagedArrays().size();
    }
  }

  /** The version of PyTorch's native library. */
  public static String version() {
    return ENGINE.getVersion();
  }

  /** One line on what the work runs on, for the top of a notebook or a report. */
  public static String describe(Device device) {
    return "PyTorch %s on %s, %d processors, Java %s"
        .formatted(
            version(),
            device.isGpu() ? "GPU " + device.getDeviceId() : "the CPU",
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature());
  }
}
