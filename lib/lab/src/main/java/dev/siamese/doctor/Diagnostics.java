package dev.siamese.doctor;

import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import dev.siamese.catalog.Catalog;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.NativeSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks of the machine, PyTorch, the library and its data, and a short test training.
 *
 * @param findings in the order of the checks, each depending on those before it
 * @param works whether PyTorch loads and the test training reduces the loss
 */
public record Diagnostics(List<Finding> findings, boolean works) {

  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final Path PROCESS_MEMORY = Path.of("/proc/self/smaps_rollup");

  /**
   * Runs all checks, which takes a few seconds. Failures are findings, not exceptions, even when
   * PyTorch does not load.
   *
   * @param device to train on, as for {@link Torch#device}
   * @return the findings in the order of the checks
   */
  public static Diagnostics run(String device) {
    var findings = new ArrayList<>(host());
    findings.add(library());
    findings.addAll(project());
    var failure = failure(Torch::version);
    findings.addAll(pytorch(failure));
    if (failure != null) {
      findings.add(SelfTest.skipped());
      return new Diagnostics(findings, false);
    }
    findings.add(
        InstallationChecks.threads(
            Torch.intraOpThreads(), Runtime.getRuntime().availableProcessors()));
    var before = SystemProbe.read(PROCESS_MEMORY);
    var training = training(device);
    if (device.equals("cpu") || Torch.gpuCount() == 0) { // a GPU's tensors are not in this memory
      var enabled = SystemProbe.read(HUGE_PAGES);
      findings.add(HostChecks.hugePageUse(before, SystemProbe.read(PROCESS_MEMORY), enabled));
    }
    findings.add(training);
    return new Diagnostics(findings, training.ok());
  }

  private static List<Finding> host() {
    var architecture = System.getProperty("os.arch");
    return List.of(
        HostChecks.platform(System.getProperty("os.name"), architecture),
        HostChecks.java(
            Runtime.version().feature(),
            System.getProperty("java.version"),
            System.getProperty("java.vendor")),
        HostChecks.maven(SystemProbe.mavenVersion()),
        HostChecks.processor(
            SystemProbe.read(Path.of("/proc/cpuinfo")),
            architecture,
            Runtime.getRuntime().availableProcessors()),
        memory(),
        HostChecks.hugePages(SystemProbe.read(HUGE_PAGES)),
        HostChecks.allocator(NativeSettings.state()));
  }

  private static Finding memory() {
    long heap = Runtime.getRuntime().maxMemory();
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? HostChecks.memory(
            system.getTotalMemorySize(),
            system.getFreeMemorySize(),
            SystemProbe.read(Path.of("/proc/meminfo")),
            heap)
        : Finding.ok("memory", "not reported by this Java");
  }

  private static Finding library() {
    var version =
        SystemProbe.property("META-INF/maven/dev.siamese/siamese-lab/pom.properties", "version");
    var location = SystemProbe.codeLocation();
    long changed =
        DataDirectory.projectFolder()
            .map(
                root ->
                    Stream.of(
                            "pom.xml", "lib/core/src/main", "lib/lab/src/main", "data/catalog.csv")
                        .mapToLong(source -> SystemProbe.lastModified(root.resolve(source)))
                        .max()
                        .orElse(0))
            .orElse(0L);
    return InstallationChecks.library(
        version == null ? "unpackaged" : version,
        location.toString(),
        SystemProbe.lastModified(location),
        changed);
  }

  /** The data sets, and the notebooks' Python environment if it exists. */
  private static List<Finding> project() {
    var data = DataDirectory.fromEnvironment();
    var folders =
        Stream.concat(data.folders().stream(), Stream.of(data.cache()))
            .map(Path::toString)
            .collect(Collectors.joining(", "));
    var findings = new ArrayList<Finding>();
    findings.add(InstallationChecks.data(folders, Catalog.entries(), data::isPresent));
    DataDirectory.projectFolder()
        .filter(root -> Files.isDirectory(root.resolve(".venv")))
        .ifPresent(
            root -> {
              var venv = root.resolve(".venv");
              var required = SystemProbe.read(root.resolve("notebooks/.tools/requirements.txt"));
              findings.add(
                  InstallationChecks.notebooks(
                      Files.exists(venv.resolve("share/jupyter/kernels/java/kernel.json")),
                      Objects.equals(
                          required, SystemProbe.read(venv.resolve("requirements.txt")))));
            });
    return findings;
  }

  /** PyTorch, DJL and the devices; the failure is null if PyTorch has loaded. */
  private static List<Finding> pytorch(Throwable failure) {
    var version = SystemProbe.property("pytorch-engine.properties", "pytorch_version");
    var classifier =
        HostChecks.classifier(System.getProperty("os.name"), System.getProperty("os.arch"));
    var dependency = "ai.djl.pytorch:pytorch-native-cpu:%s:%s".formatted(version, classifier);
    var gpus = SystemProbe.gpus();
    boolean cuda = !gpus.isEmpty() && CudaUtils.getGpuCount() > 0;
    return List.of(
        InstallationChecks.pytorch(
            failure == null ? Torch.version() : "",
            SystemProbe.nativeSource(),
            failure == null ? Torch.nativeLibraryFolder().toString() : "",
            failure,
            dependency),
        InstallationChecks.djl(
            Engine.getDjlVersion(),
            version,
            SystemProbe.property("jnilib/pytorch.properties", "jni_version")),
        InstallationChecks.device(gpus, failure == null ? Torch.gpuCount() : 0, cuda));
  }

  private static Finding training(String device) {
    var result = new Finding[1];
    var failure = failure(() -> result[0] = SelfTest.run(Torch.device(device)));
    return failure == null ? result[0] : SelfTest.failed(failure);
  }

  /** The exception or linkage error of some work; null if there is none. */
  private static Throwable failure(Runnable work) {
    try {
      work.run();
      return null;
    } catch (RuntimeException | LinkageError e) {
      return e;
    }
  }
}
