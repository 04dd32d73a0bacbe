package dev.siamese.doctor;

import dev.siamese.tensor.internal.NativeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks of the operating system, Java, Maven, processor and memory. */
final class HostChecks {

  private static final List<String> PLATFORMS =
      List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");
  private static final int MIN_JAVA = 17;
  private static final int MIN_MAVEN_MINOR = 8; // of 3
  private static final long MIN_MEMORY = 2L << 30;
  private static final long HUGE_PAGE_KB = 2048;

  private HostChecks() {}

  /**
   * The operating system and architecture.
   *
   * @param os the property os.name
   * @param architecture the property os.arch
   */
  static Finding platform(String os, String architecture) {
    var finding = Finding.ok("system", "%s, %s", os, architecture);
    var classifier = classifier(os, architecture);
    if (PLATFORMS.contains(classifier)) {
      return finding;
    }
    return classifier.startsWith("osx")
        ? finding.withAdvice(
            "PyTorch supports Apple silicon only: on such a machine, install a JDK for aarch64.")
        : finding.withAdvice(
            "There is no PyTorch build for %s: install libtorch, set PYTORCH_LIBRARY_PATH to its folder, and set SIAMESE_NATIVE=none.",
            classifier);
  }

  /** The Maven classifier of the native builds, such as {@code linux-x86_64}. */
  static String classifier(String os, String architecture) {
    var name = os.toLowerCase(Locale.ROOT).split(" ")[0];
    var system = name.equals("mac") ? "osx" : name.equals("windows") ? "win" : name;
    return system + "-" + (architecture.equals("amd64") ? "x86_64" : architecture);
  }

  /**
   * The Java version.
   *
   * @param feature the major version, such as 17
   */
  static Finding java(int feature, String version, String vendor) {
    var finding = Finding.ok("Java", "%s, %s", version, vendor);
    return feature >= MIN_JAVA
        ? finding
        : finding.withAdvice(
            "Install JDK %d or newer, and put it on the PATH or set JAVA_HOME.", MIN_JAVA);
  }

  /**
   * The Maven version.
   *
   * @param output of {@code mvn -version}; null if it cannot be run
   */
  static Finding maven(String output) {
    var advice = "Install Maven 3." + MIN_MAVEN_MINOR + " or newer, and put it on the PATH.";
    var version =
        Pattern.compile("Apache Maven (\\d+)\\.(\\d+)[\\w.-]*").matcher(String.valueOf(output));
    if (output == null || !version.find()) {
      return Finding.ok("Maven", "no mvn on the PATH").withAdvice(advice);
    }
    var finding = Finding.ok("Maven", version.group().substring("Apache Maven ".length()));
    int major = Integer.parseInt(version.group(1));
    boolean old = major < 3 || major == 3 && Integer.parseInt(version.group(2)) < MIN_MAVEN_MINOR;
    return old ? finding.withAdvice(advice) : finding;
  }

  /**
   * The processor and its instructions for matrices.
   *
   * @param cpuinfo the text of /proc/cpuinfo; null where there is none
   * @param processors the number available to Java
   */
  static Finding processor(String cpuinfo, String architecture, int processors) {
    if (cpuinfo == null) {
      return Finding.ok("processor", "%s, %d usable", architecture, processors);
    }
    var name = field(cpuinfo, "model name");
    var flags = List.of((field(cpuinfo, "flags") + " " + field(cpuinfo, "Features")).split("\\s+"));
    var features = new ArrayList<String>();
    features.add(flags.contains("avx512f") ? "AVX-512" : flags.contains("avx2") ? "AVX2" : "");
    boolean bfloat16 =
        List.of("avx512_bf16", "amx_bf16", "bf16").stream().anyMatch(flags::contains);
    features.add(
        bfloat16
            ? "bfloat16" + (flags.contains("amx_bf16") ? " in matrix units" : "")
            : "no bfloat16");
    features.remove("");
    var finding =
        Finding.ok(
            "processor",
            "%s, %d usable, %s",
            name.isEmpty() ? architecture : name,
            processors,
            String.join(", ", features));
    boolean slow = List.of("amd64", "x86_64").contains(architecture) && !flags.contains("avx2");
    return slow
        ? finding.withAdvice("Without AVX2, PyTorch is many times slower: use another machine.")
        : finding;
  }

  private static String field(String text, String name) {
    var line = Pattern.compile("(?m)^" + name + "\\s*:\\s*(.*)$").matcher(text);
    return line.find() ? line.group(1).strip() : "";
  }

  /**
   * Memory, in bytes.
   *
   * @param free unused memory
   * @param meminfo the text of /proc/meminfo, which also counts memory that can be reclaimed; or
   *     null
   * @param heap maximum of the Java heap, outside of which tensors are allocated
   */
  static Finding memory(long total, long free, String meminfo, long heap) {
    long available =
        meminfo == null ? free : Math.max(free, 1024 * kilobytes(meminfo, "MemAvailable"));
    available = Math.min(available, total); // the limit of a container
    var finding =
        Finding.ok(
            "memory",
            "%s, %s available, Java heap up to %s",
            gib(total),
            gib(available),
            gib(heap));
    return available < MIN_MEMORY
        ? finding.withAdvice(
            "Close other programs, or train with smaller batches: training needs about 2 GiB.")
        : finding;
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }

  /**
   * Whether the system allows transparent huge pages.
   *
   * @param enabled the text of /sys/kernel/mm/transparent_hugepage/enabled, such as {@code always
   *     [madvise] never}; null where there is none
   */
  static Finding hugePages(String enabled) {
    if (enabled == null) {
      return Finding.ok("huge pages", "not used on this system");
    }
    var finding = Finding.ok("huge pages", enabled.strip());
    return enabled.contains("[never]")
        ? finding.withAdvice(
            "Run as root: echo madvise > /sys/kernel/mm/transparent_hugepage/enabled; without huge pages, large batches train more slowly.")
        : finding;
  }

  /** The settings of the C library and libtorch for memory and threads. */
  static Finding allocator(NativeSettings.State state) {
    if (!state.supported()) {
      return Finding.ok("allocator", "system defaults");
    }
    var variables =
        state.environment().entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .collect(Collectors.joining(", "));
    var finding =
        Finding.ok(
            "allocator",
            "freed memory is %s; %s",
            state.retainsFreedMemory() ? "kept" : "returned to the system",
            variables.isEmpty() ? "no variables set" : variables);
    if (!state.retainsFreedMemory()) {
      return finding.withAdvice(
          "PyTorch is built for glibc, which this system does not use: use a distribution with glibc.");
    }
    return "1".equals(state.environment().get("THP_MEM_ALLOC_ENABLE"))
        ? finding
        : finding.withAdvice(
            "Unset THP_MEM_ALLOC_ENABLE, or set it to 1, so that PyTorch uses huge pages.");
  }

  /**
   * Whether training on the CPU has used huge pages.
   *
   * @param before the text of /proc/self/smaps_rollup before training; null where there is none
   * @param after the same text after training
   * @param enabled as for {@link #hugePages}
   */
  static Finding hugePageUse(String before, String after, String enabled) {
    var name = "use of huge pages";
    if (before == null || after == null) {
      return Finding.ok(name, "not reported by this system");
    }
    long gained = hugePagesKb(after) - hugePagesKb(before);
    var finding =
        Finding.ok(
            name,
            "%,d of %,d MB after training, %,d MB more than before",
            hugePagesKb(after) / 1024,
            kilobytes(after, "Rss") / 1024,
            gained / 1024);
    boolean used = hugePagesKb(after) >= HUGE_PAGE_KB || enabled == null;
    if (used) {
      return finding;
    }
    return enabled.contains("[never]")
        ? finding.withAdvice("Allow huge pages first, as described above.")
        : finding.withAdvice(
            "Huge pages are allowed, but none was allocated: memory may be fragmented (run as root: echo 1 > /proc/sys/vm/compact_memory), or a container may forbid them.");
  }

  private static long hugePagesKb(String rollup) {
    return kilobytes(rollup, "AnonHugePages");
  }

  private static long kilobytes(String text, String name) {
    var value = field(text, name);
    return value.isEmpty() ? 0 : Long.parseLong(value.split("\\s+")[0]);
  }
}
