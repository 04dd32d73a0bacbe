package dev.siamese.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import dev.siamese.tensor.internal.NativeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The PyTorch engine, started once per process: quiet logs, the C library told what it needs to
 * know before the native library loads, and the device that the work runs on.
 *
 * <p>On a GPU, {@code -Dai.djl.pytorch.cudnn_benchmark=false} takes kernels by rule instead of by
 * trial: slower, but the same in every run.
 */
public final class Torch {

  private static final Engine ENGINE = start();
  private static final boolean CPU_HAS_BFLOAT16 = cpuHasBfloat16();

  private Torch() {}

  private static Engine start() {
    // DJL logs its own start at level "info"; only slf4j-simple reads this, other bindings do not.
    if (System.getProperty("org.slf4j.simpleLogger.log.ai.djl") == null) {
      System.setProperty("org.slf4j.simpleLogger.log.ai.djl", "warn");
    }
    // On a GPU, the fastest of cuDNN's kernels for every new shape; training's shapes repeat. Which
    // one is fastest may change with the day, and with it the last digits.
    System.getProperties().putIfAbsent("ai.djl.pytorch.cudnn_benchmark", "true");
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

  /** How many GPUs PyTorch can use. */
  public static int gpuCount() {
    return ENGINE.getGpuCount();
  }

  /** How many threads PyTorch computes one operation with. */
  public static int intraOpThreads() {
    return JniUtils.getNumThreads();
  }

  /** The folder from which PyTorch's native library was loaded. */
  public static Path nativeLibraryFolder() {
    return Path.of(LibUtils.getLibtorchPath());
  }

  /**
   * Whether networks compute faster in bfloat16 than in 32-bit floats: on a GPU, and on an Intel or
   * AMD processor with instructions for it; others can do it too, but slowly.
   */
  public static boolean hasFastBfloat16(Device device) {
    return device.isGpu() || CPU_HAS_BFLOAT16;
  }

  private static boolean cpuHasBfloat16() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .filter(line -> line.contains("avx512_bf16") || line.contains("amx_bf16"))
          .isPresent();
    } catch (IOException | UncheckedIOException e) {
      return false; // no Linux
    }
  }

  /**
   * How many arrays are open in native memory, whoever owns them. A number that grows from one
   * training step, or one training, to the next is a leak; counting takes a while.
   */
  public static int liveTensorCount() {
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
