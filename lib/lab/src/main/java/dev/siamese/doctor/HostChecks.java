package dev.siamese.doctor;

import dev.siamese.tensor.internal.NativeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Judges the machine, its system and its Java, by what was read from them. */
final class HostChecks {

  private static final List<String> PLATFORMS =
      List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");
  private static final int MIN_JAVA = 17;
  private static final int MIN_MAVEN_MINOR = 8; // of 3
  private static final long MIN_MEMORY = 2L << 30;
  private static final long HUGE_PAGE_KB = 2048;

  private HostChecks() {}

  /**
   * The system.
   *
   * @param os as the property os.name
   * @param architecture as the property os.arch
   */
  static Finding platform(String os, String architecture) {
    var finding = Finding.ok("system", "%s, %s", os, architecture);
    var classifier = classifier(os, architecture);
    if (PLATFORMS.contains(classifier)) {
      return finding;
    }
    return classifier.startsWith("osx")
        ? finding.withAdvice(
            "PyTorch has builds for Apple silicon only: if this is one, take a JDK for aarch64.")
        : finding.withAdvice(
            "There is no PyTorch for %s: install libtorch, let PYTORCH_LIBRARY_PATH name its folder, and set SIAMESE_NATIVE=none.",
            classifier);
  }

  /** What Maven calls the builds for a system, such as {@code linux-x86_64}. */
  static String classifier(String os, String architecture) {
    var name = os.toLowerCase(Locale.ROOT).split(" ")[0];
    var system = name.equals("mac") ? "osx" : name.equals("windows") ? "win" : name;
    return system + "-" + (architecture.equals("amd64") ? "x86_64" : architecture);
  }

  /**
   * Java.
   *
   * @param feature its number, such as 17
   */
  static Finding java(int feature, String version, String vendor) {
    var finding = Finding.ok("Java", "%s, %s", version, vendor);
    return feature >= MIN_JAVA
        ? finding
        : finding.withAdvice(
            "Install a JDK, %d or newer, and put it on the PATH or let JAVA_HOME name it.",
            MIN_JAVA);
  }

  /**
   * Maven.
   *
   * @param output of {@code mvn -version}; null if that cannot be run
   */
  static Finding maven(String output) {
    var wanted = "Install Maven, 3." + MIN_MAVEN_MINOR + " or newer, and put it on the PATH.";
    var version =
        Pattern.compile("Apache Maven (\\d+)\\.(\\d+)[\\w.-]*").matcher(String.valueOf(output));
    if (output == null || !version.find()) {
      return Finding.ok("Maven", "there is no mvn on the PATH").withAdvice(wanted);
    }
    var finding = Finding.ok("Maven", version.group().substring("Apache Maven ".length()));
    int major = Integer.parseInt(version.group(1));
    boolean old = major < 3 || major == 3 && Integer.parseInt(version.group(2)) < MIN_MAVEN_MINOR;
    return old ? finding.withAdvice(wanted) : finding;
  }

  /**
   * The processor and what it can do for matrices.
   *
   * @param cpuinfo the text of /proc/cpuinfo; null where there is none
   * @param processors how many Java may use
   */
  static Finding processor(String cpuinfo, String architecture, int processors) {
    if (cpuinfo == null) {
      return Finding.ok("processor", "%s, %d usable", architecture, processors);
    }
    var name = field(cpuinfo, "model name");
    var flags = List.of((field(cpuinfo, "flags") + " " + field(cpuinfo, "Features")).split("\\s+"));
    var abilities = new ArrayList<String>();
    abilities.add(flags.contains("avx512f") ? "AVX-512" : flags.contains("avx2") ? "AVX2" : "");
    boolean bfloat16 =
        List.of("avx512_bf16", "amx_bf16", "bf16").stream().anyMatch(flags::contains);
    abilities.add(
        bfloat16
            ? "bfloat16" + (flags.contains("amx_bf16") ? " in matrix units" : "")
            : "no bfloat16");
    abilities.remove("");
    var finding =
        Finding.ok(
            "processor",
            "%s, %d usable, %s",
            name.isEmpty() ? architecture : name,
            processors,
            String.join(", ", abilities));
    boolean slow = List.of("amd64", "x86_64").contains(architecture) && !flags.contains("avx2");
    return slow
        ? finding.withAdvice(
            "Without AVX2 PyTorch computes many times slower: take another machine.")
        : finding;
  }

  private static String field(String text, String name) {
    var line = Pattern.compile("(?m)^" + name + "\\s*:\\s*(.*)$").matcher(text);
    return line.find() ? line.group(1).strip() : "";
  }

  /**
   * Memory, in bytes.
   *
   * @param free what nobody uses
   * @param meminfo the text of /proc/meminfo, which tells what could be had as well; or null
   * @param heap the most that Java will take for itself, outside of which the tensors are
   */
  static Finding memory(long total, long free, String meminfo, long heap) {
    long available =
        meminfo == null ? free : Math.max(free, 1024 * kilobytes(meminfo, "MemAvailable"));
    available = Math.min(available, total); // of a container's own
    var finding =
        Finding.ok(
            "memory",
            "%s, %s available, Java's heap up to %s",
            gib(total),
            gib(available),
            gib(heap));
    return available < MIN_MEMORY
        ? finding.withAdvice("Close other programs, or take smaller batches: training wants 2 GiB.")
        : finding;
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }

  /**
   * Whether the system gives huge pages to those who ask.
   *
   * @param enabled the text of /sys/kernel/mm/transparent_hugepage/enabled, such as {@code always
   *     [madvise] never}; null where there is none
   */
  static Finding hugePages(String enabled) {
    if (enabled == null) {
      return Finding.ok("huge pages", "not a matter of this system");
    }
    var finding = Finding.ok("huge pages", enabled.strip());
    return enabled.contains("[never]")
        ? finding.withAdvice(
            "As root: echo madvise > /sys/kernel/mm/transparent_hugepage/enabled, since without them large batches train markedly slower.")
        : finding;
  }

  /** What the C library and libtorch were told about memory and threads. */
  static Finding allocator(NativeSettings.State state) {
    if (!state.supported()) {
      return Finding.ok("allocator", "left as the system has it");
    }
    var variables =
        state.environment().entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .collect(Collectors.joining(", "));
    var finding =
        Finding.ok(
            "allocator",
            "freed memory is %s, %s",
            state.retainsFreedMemory() ? "kept" : "given back at once",
            variables.isEmpty() ? "nothing else set" : variables);
    if (!state.retainsFreedMemory()) {
      return finding.withAdvice(
          "The C library is not glibc, for which PyTorch is built: take a distribution that has it.");
    }
    return "1".equals(state.environment().get("THP_MEM_ALLOC_ENABLE"))
        ? finding
        : finding.withAdvice(
            "Unset THP_MEM_ALLOC_ENABLE, or set it to 1, so that PyTorch asks for huge pages.");
  }

  /**
   * Whether training on the CPU has got the huge pages.
   *
   * @param before the text of /proc/self/smaps_rollup before a training; null where there is none
   * @param after the same after it
   * @param enabled as for {@link #hugePages}
   */
  static Finding hugeMemory(String before, String after, String enabled) {
    var name = "memory in huge pages";
    if (before == null || after == null) {
      return Finding.ok(name, "not told by this system");
    }
    long gained = huge(after) - huge(before);
    var finding =
        Finding.ok(
            name,
            "%,d MB of %,d MB after a training, %,d MB of them its own",
            huge(after) / 1024,
            kilobytes(after, "Rss") / 1024,
            gained / 1024);
    boolean given = huge(after) >= HUGE_PAGE_KB || enabled == null;
    if (given) {
      return finding;
    }
    return enabled.contains("[never]")
        ? finding.withAdvice("Allow them first, as said above.")
        : finding.withAdvice(
            "They are allowed, but none was given: see whether memory is in pieces (as root: echo 1 > /proc/sys/vm/compact_memory) or a container forbids them.");
  }

  private static long huge(String rollup) {
    return kilobytes(rollup, "AnonHugePages");
  }

  private static long kilobytes(String text, String name) {
    var value = field(text, name);
    return value.isEmpty() ? 0 : Long.parseLong(value.split("\\s+")[0]);
  }
}
