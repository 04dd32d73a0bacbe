package dev.siamese.doctor;

import static dev.siamese.doctor.FindingAssertions.assertAdvice;
import static dev.siamese.doctor.FindingAssertions.assertOk;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.tensor.internal.NativeSettings.State;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostChecksTest {

  private static final long GIB = 1L << 30;

  @Test
  void systemsWithoutAPyTorchBuildNeedLibtorch() {
    assertOk("Linux, amd64", HostChecks.platform("Linux", "amd64"));
    assertOk("Linux, aarch64", HostChecks.platform("Linux", "aarch64"));
    assertOk("Mac OS X, aarch64", HostChecks.platform("Mac OS X", "aarch64"));
    assertOk("Windows 11, amd64", HostChecks.platform("Windows 11", "amd64"));
    assertAdvice("aarch64", HostChecks.platform("Mac OS X", "x86_64"));
    assertAdvice("linux-riscv64", HostChecks.platform("Linux", "riscv64"));
  }

  @Test
  void javaMustBe17OrNewer() {
    assertOk("17.0.15, Debian", HostChecks.java(17, "17.0.15", "Debian"));
    assertOk("25", HostChecks.java(25, "25", "Oracle"));
    assertAdvice("JDK 17", HostChecks.java(11, "11.0.2", "Debian"));
  }

  @Test
  void mavenMustBe38OrNewer() {
    assertOk("3.8.7", HostChecks.maven("\u001b[1mApache Maven 3.8.7\u001b[m\nMaven home: /usr"));
    assertOk("4.0.0-rc-4", HostChecks.maven("Apache Maven 4.0.0-rc-4 (abc)"));
    assertAdvice("Maven 3.8", HostChecks.maven("Apache Maven 3.6.3"));
    assertAdvice("Maven 3.8", HostChecks.maven(null));
    assertAdvice("Maven 3.8", HostChecks.maven("mvn: broken"));
  }

  @Test
  void theProcessorsInstructionsAreRead() {
    var amx = "model name\t: Xeon\nflags\t\t: fpu avx2 avx512f avx512_bf16 amx_bf16\n";
    assertOk(
        "Xeon, 2 usable, AVX-512, bfloat16 in matrix units", HostChecks.processor(amx, "amd64", 2));
    var avx2 = "model name : Core\nflags : fpu avx2\nmodel name : Core\nflags : fpu avx2\n";
    assertOk("Core, 8 usable, AVX2, no bfloat16", HostChecks.processor(avx2, "amd64", 8));
    var arm = "BogoMIPS : 243.75\nFeatures : fp asimd bf16\n";
    assertOk("aarch64, 4 usable, bfloat16", HostChecks.processor(arm, "aarch64", 4));
    assertAdvice("AVX2", HostChecks.processor("model name : old\nflags : fpu sse2\n", "amd64", 2));
    assertOk("aarch64, 8 usable", HostChecks.processor(null, "aarch64", 8));
  }

  @Test
  void tooLittleMemoryIsReported() {
    var finding = HostChecks.memory(16 * GIB, GIB, "MemAvailable:    8388608 kB\n", 4 * GIB);
    assertOk("16.0 GiB, 8.0 GiB available, Java heap up to 4.0 GiB", finding);
    assertOk(
        "2.0 GiB, 2.0 GiB available",
        HostChecks.memory(2 * GIB, GIB, "MemAvailable: 99999999 kB", GIB));
    assertAdvice("smaller batches", HostChecks.memory(16 * GIB, GIB, null, 4 * GIB));
  }

  @Test
  void disabledHugePagesAreReported() {
    assertOk("always [madvise] never", HostChecks.hugePages("always [madvise] never\n"));
    assertOk("[always] madvise never", HostChecks.hugePages("[always] madvise never\n"));
    assertTrue(HostChecks.hugePages(null).ok());
    assertAdvice(
        "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled",
        HostChecks.hugePages("always madvise [never]\n"));
  }

  @Test
  void theAllocatorMustKeepMemoryInHugePages() {
    var wanted = Map.of("THP_MEM_ALLOC_ENABLE", "1");
    assertOk("THP_MEM_ALLOC_ENABLE=1", HostChecks.allocator(new State(true, wanted, true)));
    assertAdvice(
        "THP_MEM_ALLOC_ENABLE",
        HostChecks.allocator(new State(true, Map.of("THP_MEM_ALLOC_ENABLE", "0"), true)));
    assertAdvice("glibc", HostChecks.allocator(new State(true, Map.of(), false)));
    assertTrue(HostChecks.allocator(new State(false, Map.of(), false)).ok());
  }

  @Test
  void trainingMustUseHugePages() {
    var before = "Rss:    200000 kB\nAnonHugePages:      0 kB\n";
    var after = "Rss:    481280 kB\nAnonHugePages:  65536 kB\n";
    assertOk("64 of 470 MB", HostChecks.hugePageUse(before, after, "always [madvise] never"));
    assertAdvice(
        "compact_memory", HostChecks.hugePageUse(before, before, "always [madvise] never"));
    assertAdvice(
        "Allow huge pages", HostChecks.hugePageUse(before, before, "always madvise [never]"));
    assertTrue(HostChecks.hugePageUse(null, null, null).ok());
  }
}
