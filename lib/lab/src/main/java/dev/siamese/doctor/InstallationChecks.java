package dev.siamese.doctor;

import dev.siamese.catalog.Catalog;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Checks of PyTorch's native libraries, the library's build and the data sets. */
final class InstallationChecks {

  private InstallationChecks() {}

  /**
   * PyTorch's native library.
   *
   * @param version of the library; empty if it has not loaded
   * @param source the jar or folder that it is loaded from; empty if DJL downloads it
   * @param folder that contains the unpacked library
   * @param failure why it has not loaded; null if it has
   * @param dependency the Maven coordinates that provide it, such as {@code
   *     ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64}
   */
  static Finding pytorch(
      String version, String source, String folder, Throwable failure, String dependency) {
    if (failure == null) {
      return Finding.ok(
          "PyTorch",
          "%s from %s, in %s",
          version,
          source.isEmpty() ? "DJL's download" : source,
          folder);
    }
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var finding =
        Finding.ok(
            "PyTorch",
            "does not load%s: %s",
            source.isEmpty() ? "" : " from " + source,
            cause.toString().strip().lines().findFirst().orElse(""));
    return source.isEmpty()
        ? finding.withAdvice(
            "Put %s on the class path, or start once with network access so that DJL can download it.",
            dependency)
        : finding.withAdvice(
            "Delete the folder .djl.ai in the home directory, so that DJL unpacks the library again; if that does not help, the library does not support this system.");
  }

  /**
   * Whether DJL's native part matches DJL and PyTorch.
   *
   * @param version of DJL
   * @param pytorch version of PyTorch
   * @param jni version of the native part, such as {@code 2.7.1-0.36.0}; null if it is missing
   */
  static Finding djl(String version, String pytorch, String jni) {
    var finding = Finding.ok("DJL", "%s, JNI %s", version, jni == null ? "missing" : jni);
    return jni != null && jni.startsWith(pytorch + "-" + version)
        ? finding
        : finding.withAdvice(
            "Put ai.djl.pytorch:pytorch-jni:%s-%s on the class path, which matches the other versions.",
            pytorch, version);
  }

  /**
   * The device that PyTorch uses.
   *
   * @param gpus that nvidia-smi lists
   * @param usable the number that PyTorch can use
   * @param cuda whether DJL finds NVIDIA's CUDA runtime
   */
  static Finding device(List<String> gpus, int usable, boolean cuda) {
    if (usable > 0) {
      return Finding.ok("device", gpus.isEmpty() ? usable + " GPUs" : String.join("; ", gpus));
    }
    if (gpus.isEmpty()) {
      return Finding.ok("device", "CPU, no NVIDIA GPU found");
    }
    var finding = Finding.ok("device", "CPU; not used: %s", String.join("; ", gpus));
    return cuda
        ? finding.withAdvice(
            "Set SIAMESE_NATIVE=gpu, or remove pytorch-native-cpu from the class path, so that DJL downloads PyTorch's CUDA build.")
        : finding.withAdvice(
            "Install NVIDIA's CUDA runtime and add the folder of its cudart library to LD_LIBRARY_PATH (on Windows to PATH), so that DJL finds the GPU.");
  }

  /**
   * The number of threads.
   *
   * @param threads that PyTorch uses for one operation
   * @param processors available to Java, within a container's limit
   */
  static Finding threads(int threads, int processors) {
    var finding = Finding.ok("threads", "%d for %d processors", threads, processors);
    return threads <= processors
        ? finding
        : finding.withAdvice(
            "Set OMP_NUM_THREADS=%d: more threads than processors are slower.", processors);
  }

  /**
   * Whether the library is older than its sources.
   *
   * @param built when the library was built, in milliseconds since 1970
   * @param changed when the sources were changed last; 0 if there are none
   */
  static Finding library(String version, String location, long built, long changed) {
    var finding = Finding.ok("library", "siamese %s from %s", version, location);
    return changed <= built
        ? finding
        : finding.withAdvice(
            "Its sources have changed since it was built: jbang/run builds it again.");
  }

  /**
   * Which data sets are present.
   *
   * @param folders that are searched
   * @param isPresent whether a file exists
   */
  static Finding data(String folders, List<Catalog.Entry> entries, Predicate<String> isPresent) {
    var missing = entries.stream().filter(entry -> !isPresent.test(entry.file())).toList();
    var present =
        entries.stream()
            .map(Catalog.Entry::file)
            .filter(isPresent)
            .collect(Collectors.joining(", "));
    var manual = missing.stream().filter(entry -> entry.checksum().isEmpty()).toList();
    long bytes =
        missing.stream()
            .filter(entry -> !manual.contains(entry))
            .mapToLong(Catalog.Entry::bytes)
            .sum();
    return Finding.ok(
        "data",
        "%s in %s%s%s",
        present.isEmpty() ? "none yet" : present,
        folders,
        bytes == 0
            ? ""
            : String.format(
                Locale.ROOT, "; the other %.1f MB are downloaded when needed", bytes / 1e6),
        manual.isEmpty() ? "" : "; " + manual.size() + " must be downloaded by hand");
  }

  /**
   * The notebooks' Python environment.
   *
   * @param kernel whether the Java kernel is installed
   * @param current whether the installed versions are those of the requirements
   */
  static Finding notebooks(boolean kernel, boolean current) {
    var finding =
        Finding.ok(
            "notebooks",
            ".venv %s",
            kernel
                ? "with the Java kernel" + (current ? "" : ", other versions than required")
                : "without the Java kernel");
    return kernel && current ? finding : finding.withAdvice("Run notebooks/start --setup.");
  }
}
