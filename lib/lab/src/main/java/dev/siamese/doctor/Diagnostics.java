package dev.siamese.doctor;

import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import dev.siamese.catalog.Catalog;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.NativeSettings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All findings about this installation.
 *
 * @param findings in the order in which one thing needs another
 * @param works whether PyTorch has loaded and an encoder has learned something
 */
public record Diagnostics(List<Finding> findings, boolean works) {

  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final Path OWN_MEMORY = Path.of("/proc/self/smaps_rollup");
  private static final int TIMEOUT_SECONDS = 20;

  /**
   * Looks at everything and trains for a few seconds; takes nothing for granted, not even that
   * PyTorch loads.
   *
   * @param device to train on, as for {@link Torch#device}
   */
  public static Diagnostics run(String device) {
    var findings = new ArrayList<Finding>();
    var os = System.getProperty("os.name");
    var architecture = System.getProperty("os.arch");
    int processors = Runtime.getRuntime().availableProcessors();
    var enabled = read(HUGE_PAGES);
    findings.add(HostChecks.platform(os, architecture));
    findings.add(
        HostChecks.java(
            Runtime.version().feature(),
            System.getProperty("java.version"),
            System.getProperty("java.vendor")));
    findings.add(HostChecks.maven(output(isWindows() ? "mvn.cmd" : "mvn", "-version")));
    findings.add(HostChecks.processor(read(Path.of("/proc/cpuinfo")), architecture, processors));
    findings.add(memory());
    findings.add(HostChecks.hugePages(enabled));
    findings.add(HostChecks.allocator(NativeSettings.state()));
    findings.add(library());
    findings.addAll(project());
    var failure = failure(Torch::version);
    findings.add(pytorch(failure, HostChecks.classifier(os, architecture)));
    findings.add(InstallationChecks.djl(Engine.getDjlVersion(), pytorchVersion(), jniVersion()));
    var seen = gpus();
    boolean runtime = !seen.isEmpty() && CudaUtils.getGpuCount() > 0;
    findings.add(InstallationChecks.device(seen, failure == null ? Torch.gpuCount() : 0, runtime));
    if (failure != null) {
      findings.add(SelfTest.skipped());
      return new Diagnostics(findings, false);
    }
    findings.add(InstallationChecks.threads(Torch.intraOpThreads(), processors));
    var before = read(OWN_MEMORY);
    var training = training(device);
    if (device.equals("cpu") || Torch.gpuCount() == 0) { // a GPU's tensors are not in this memory
      findings.add(HostChecks.hugeMemory(before, read(OWN_MEMORY), enabled));
    }
    findings.add(training);
    return new Diagnostics(findings, training.ok());
  }

  private static Finding training(String device) {
    var result = new Finding[1];
    var failure = failure(() -> result[0] = SelfTest.run(Torch.device(device)));
    return failure == null ? result[0] : SelfTest.failed(failure);
  }

  /** What goes wrong, a library that does not link included; null if nothing does. */
  private static Throwable failure(Runnable work) {
    try {
      work.run();
      return null;
    } catch (RuntimeException | LinkageError e) {
      return e;
    }
  }

  private static Finding memory() {
    long heap = Runtime.getRuntime().maxMemory();
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? HostChecks.memory(
            system.getTotalMemorySize(),
            system.getFreeMemorySize(),
            read(Path.of("/proc/meminfo")),
            heap)
        : Finding.ok("memory", "not told by this Java");
  }

  private static Finding library() {
    var version = property("META-INF/maven/dev.siamese/siamese/pom.properties", "version");
    var place = location();
    long changed =
        DataDirectory.projectFolder()
            .map(
                root ->
                    Stream.of("pom.xml", "lib/src/main", "data/catalog.csv")
                        .mapToLong(source -> newest(root.resolve(source)))
                        .max()
                        .orElse(0))
            .orElse(0L);
    return InstallationChecks.library(
        version == null ? "unpackaged" : version, place.toString(), newest(place), changed);
  }

  /** The jar or folder that this class is from. */
  private static Path location() {
    try {
      return Path.of(Diagnostics.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path has a place that is no address", e);
    }
  }

  /** When the newest file of a folder, or the file, was changed: milliseconds; 0 without any. */
  private static long newest(Path path) {
    try (var files = Files.walk(path)) {
      return files
          .map(Path::toFile)
          .filter(File::isFile)
          .mapToLong(File::lastModified)
          .max()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** The data sets, and the notebooks' Python if it is there. */
  private static List<Finding> project() {
    var home = DataDirectory.fromEnvironment();
    var places =
        Stream.concat(home.folders().stream(), Stream.of(home.cache()))
            .map(Path::toString)
            .collect(Collectors.joining(", "));
    var findings = new ArrayList<Finding>();
    findings.add(InstallationChecks.data(places, Catalog.entries(), home::isPresent));
    DataDirectory.projectFolder()
        .filter(root -> Files.isDirectory(root.resolve(".venv")))
        .ifPresent(
            root -> {
              var venv = root.resolve(".venv");
              var wanted = read(root.resolve("notebooks/requirements.txt"));
              findings.add(
                  InstallationChecks.notebooks(
                      Files.exists(venv.resolve("share/jupyter/kernels/java/kernel.json")),
                      Objects.equals(wanted, read(venv.resolve("requirements.txt")))));
            });
    return findings;
  }

  private static Finding pytorch(Throwable failure, String classifier) {
    var wanted = "ai.djl.pytorch:pytorch-native-cpu:%s:%s".formatted(pytorchVersion(), classifier);
    return InstallationChecks.pytorch(
        failure == null ? Torch.version() : "",
        nativeSource(),
        failure == null ? Torch.nativeLibraryFolder().toString() : "",
        failure,
        wanted);
  }

  /** Where DJL takes the native library from; empty if it has to download it. */
  private static String nativeSource() {
    var named = System.getenv("PYTORCH_LIBRARY_PATH");
    if (named != null) {
      return named;
    }
    var bundled = resource("native/lib/pytorch.properties");
    if (bundled == null) {
      return "";
    }
    var jar = bundled.toString().replaceFirst("!.*$", "");
    return jar.substring(jar.lastIndexOf('/') + 1);
  }

  private static String pytorchVersion() {
    return property("pytorch-engine.properties", "pytorch_version");
  }

  private static String jniVersion() {
    return property("jnilib/pytorch.properties", "jni_version");
  }

  private static URL resource(String name) {
    return Diagnostics.class.getClassLoader().getResource(name);
  }

  /** A property in a file of the class path; null if there is none. */
  private static String property(String file, String key) {
    var url = resource(file);
    if (url == null) {
      return null;
    }
    try (var stream = url.openStream()) {
      var properties = new Properties();
      properties.load(stream);
      return properties.getProperty(key);
    } catch (IOException e) {
      return null;
    }
  }

  private static List<String> gpus() {
    var listed = output("nvidia-smi", "--list-gpus");
    return listed == null
        ? List.of()
        : listed
            .lines()
            .filter(line -> line.startsWith("GPU "))
            .map(line -> line.replaceFirst(" \\(UUID.*", ""))
            .toList();
  }

  /** What a program prints, if it ends well and soon; else null. */
  private static String output(String... command) {
    try {
      var file = Files.createTempFile("output", ".txt");
      try {
        var process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start();
        boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended && process.exitValue() == 0 ? read(file) : null;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return null; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** The text of a file; null if it cannot be read. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }
}
