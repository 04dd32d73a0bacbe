package dev.siamese.doctor;

import dev.siamese.catalog.Catalog;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Judges PyTorch's native libraries, the project and its data, by what was found of them. */
final class InstallationChecks {

  private InstallationChecks() {}

  /**
   * PyTorch's native library, whether or not it has loaded.
   *
   * @param version of the library, empty if it has not loaded
   * @param source where it comes from: a jar of the class path, a folder that was named; empty if
   *     there is none, so that DJL downloads it
   * @param failure why it has not loaded; null if it has
   * @param wanted as dependency, such as {@code
   *     ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64}
   */
  static Finding pytorch(
      String version, String source, String folder, Throwable failure, String wanted) {
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
            "Put %s on the class path, or start once with a network, so that DJL can download it.",
            wanted)
        : finding.withAdvice(
            "Delete DJL's folder .djl.ai in your home so that it is unpacked again; if that does not help, the library does not fit this system.");
  }

  /**
   * DJL's two halves.
   *
   * @param jni version of its native half, such as {@code 2.7.1-0.36.0}; null if it is missing
   */
  static Finding djl(String version, String pytorch, String jni) {
    var finding = Finding.ok("DJL", "%s, JNI %s", version, jni == null ? "missing" : jni);
    return jni != null && jni.startsWith(pytorch + "-" + version)
        ? finding
        : finding.withAdvice(
            "Put ai.djl.pytorch:pytorch-jni:%s-%s on the class path, the version that fits the others.",
            pytorch, version);
  }

  /**
   * What the work runs on.
   *
   * @param seen the GPUs that nvidia-smi lists, one a line
   * @param used how many PyTorch can use
   * @param runtime whether DJL finds NVIDIA's CUDA runtime
   */
  static Finding device(List<String> seen, int used, boolean runtime) {
    if (used > 0) {
      return Finding.ok("device", seen.isEmpty() ? used + " GPUs" : String.join("; ", seen));
    }
    if (seen.isEmpty()) {
      return Finding.ok("device", "CPU, no NVIDIA GPU found");
    }
    var finding = Finding.ok("device", "CPU, although there is %s", String.join("; ", seen));
    return runtime
        ? finding.withAdvice(
            "Set SIAMESE_NATIVE=gpu, or take pytorch-native-cpu off the class path, so that DJL downloads PyTorch's CUDA build.")
        : finding.withAdvice(
            "Install NVIDIA's CUDA runtime and let LD_LIBRARY_PATH (on Windows PATH) name the folder of its cudart library, by which DJL finds GPUs.");
  }

  /**
   * Threads.
   *
   * @param threads PyTorch computes one operation with
   * @param processors how many Java may use; a container's limit counts
   */
  static Finding threads(int threads, int processors) {
    var finding = Finding.ok("threads", "%d for %d processors", threads, processors);
    return threads <= processors
        ? finding
        : finding.withAdvice(
            "Set OMP_NUM_THREADS=%d: more threads than processors wait for each other.",
            processors);
  }

  /**
   * The library as it was built.
   *
   * @param built when, in milliseconds since 1970
   * @param changed when its sources were changed last; 0 if there are none
   */
  static Finding library(String version, String place, long built, long changed) {
    var finding = Finding.ok("library", "siamese %s from %s", version, place);
    return changed <= built
        ? finding
        : finding.withAdvice(
            "Its sources have changed since: start it with jbang/run, which builds it anew.");
  }

  /**
   * Data sets.
   *
   * @param places where they are looked for
   * @param has whether a file is there
   */
  static Finding data(String places, List<Catalog.Entry> entries, Predicate<String> has) {
    var missing = entries.stream().filter(entry -> !has.test(entry.file())).toList();
    var there =
        entries.stream().map(Catalog.Entry::file).filter(has).collect(Collectors.joining(", "));
    var byHand = missing.stream().filter(entry -> entry.checksum().isEmpty()).toList();
    long bytes =
        missing.stream()
            .filter(entry -> !byHand.contains(entry))
            .mapToLong(Catalog.Entry::bytes)
            .sum();
    return Finding.ok(
        "data",
        "%s in %s%s%s",
        there.isEmpty() ? "nothing yet" : there,
        places,
        bytes == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; the other %.1f MB are downloaded when they are needed",
                bytes / 1e6),
        byHand.isEmpty() ? "" : "; " + byHand.size() + " to be got by hand");
  }

  /**
   * The notebooks' Python, if it is there.
   *
   * @param kernel whether it has the Java kernel
   * @param fresh whether it has the versions that the project wants
   */
  static Finding notebooks(boolean kernel, boolean fresh) {
    var finding =
        Finding.ok(
            "notebooks",
            ".venv %s",
            kernel
                ? "with the Java kernel" + (fresh ? "" : ", of older versions")
                : "without the Java kernel");
    return kernel && fresh ? finding : finding.withAdvice("Run notebooks/start --setup.");
  }
}
