package dev.siamese.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import dev.siamese.tensor.internal.NativeSettings;
import dev.siamese.tensor.internal.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The PyTorch engine and its devices. The engine is started once per process, with DJL's log level
 * set to "warn" and the settings of {@link NativeSettings}.
 *
 * <p>On a GPU, {@code -Dai.djl.pytorch.cudnn_benchmark=false} chooses kernels by a fixed rule
 * instead of by measuring: slower, but the same in every run.
 */
public final class Torch {

  private static final Engine ENGINE = start();
  private static final boolean CPU_HAS_BFLOAT16 = cpuHasBfloat16();

  private Torch() {}

  private static Engine start() {
    // DJL logs its start at level "info"; only slf4j-simple reads this property
    if (System.getProperty("org.slf4j.simpleLogger.log.ai.djl") == null) {
      System.setProperty("org.slf4j.simpleLogger.log.ai.djl", "warn");
    }
    // on a GPU, measures cuDNN's kernels for every new shape; the choice, and with it the rounding,
    // can differ between runs
    System.getProperties().putIfAbsent("ai.djl.pytorch.cudnn_benchmark", "true");
    NativeSettings.apply();
    return Engine.getEngine("PyTorch");
  }

  /**
   * The device with a name.
   *
   * @param name {@code auto} (the first GPU if there is one, otherwise the CPU), {@code cpu},
   *     {@code gpu} or {@code gpu:1}
   * @return the device
   * @throws IllegalArgumentException if the name is invalid or this machine has no such device
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
          "device \"%s\": PyTorch %s finds %d GPUs; use auto or cpu, or put PyTorch's CUDA build on the class path"
              .formatted(name, ENGINE.getVersion(), gpus));
    }
    throw new IllegalArgumentException(
        "device must be auto, cpu, gpu, gpu:0, gpu:1, …: \"" + name + "\"");
  }

  /**
   * {@return a new manager of native memory on a device; closing it frees every array created with
   * it}
   *
   * @param device of the arrays
   */
  public static NDManager manager(Device device) {
    return ENGINE.newBaseManager(device);
  }

  /**
   * {@return a number as a 0-dimensional array that every device accepts as the second operand of
   * {@code add, sub, mul, div, maximum, minimum} and of comparisons} It is shared: do not modify,
   * close or store it.
   *
   * <p>In a loss or a network write {@code x.mul(Torch.scalar(2))}, not {@code x.mul(2)}: the
   * gradients of the latter can be wrong, because DJL frees the 2 before the backward pass reads
   * it.
   *
   * @param value its type is that of the array: {@code float32} for 1.5f, {@code float64} for 1.5,
   *     {@code int32} for 1
   */
  public static NDArray scalar(Number value) {
    return Scalar.constant(value);
  }

  /** {@return the number of GPUs that PyTorch can use} */
  public static int gpuCount() {
    return ENGINE.getGpuCount();
  }

  /** {@return the number of threads that PyTorch uses for one operation} */
  public static int intraOpThreads() {
    return JniUtils.getNumThreads();
  }

  /** {@return the folder from which PyTorch's native library was loaded} */
  public static Path nativeLibraryFolder() {
    return Path.of(LibUtils.getLibtorchPath());
  }

  /**
   * {@return whether networks run faster in bfloat16 than in 32-bit floats: on a GPU, and on an x86
   * CPU with bfloat16 instructions} Other CPUs support it too, but slowly.
   *
   * @param device such as {@link #device device("auto")}
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
      return false; // not Linux
    }
  }

  /**
   * {@return the number of open arrays in native memory} If it grows from one training step to the
   * next, there is a leak. Slow: for tests and diagnostics.
   */
  public static int liveTensorCount() {
    try (var manager = manager(Device.cpu())) {
      return manager.getParentManager().getManagedArrays().size();
    }
  }

  /** {@return the version of PyTorch's native library} */
  public static String version() {
    return ENGINE.getVersion();
  }

  /**
   * {@return one line about engine, device and Java, for the head of a notebook or a report}
   *
   * @param device such as {@link #device device("auto")}
   */
  public static String describe(Device device) {
    return "PyTorch %s on %s, %d processors, Java %s"
        .formatted(
            version(),
            device.isGpu() ? "GPU " + device.getDeviceId() : "the CPU",
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature());
  }
}
