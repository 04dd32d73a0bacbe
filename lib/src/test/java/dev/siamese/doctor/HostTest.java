package dev.siamese.doctor;

import static dev.siamese.doctor.Findings.fine;
import static dev.siamese.doctor.Findings.lacking;

import dev.siamese.engine.NativeSettings.State;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostTest {

  private static final long GIB = 1L << 30;

  @Test
  void systemsWithoutPyTorchAreToldHowToBringTheirOwn() {
    fine("Linux, amd64", Host.platform("Linux", "amd64"));
    fine("Linux, aarch64", Host.platform("Linux", "aarch64"));
    fine("Mac OS X, aarch64", Host.platform("Mac OS X", "aarch64"));
    fine("Windows 11, amd64", Host.platform("Windows 11", "amd64"));
    lacking("take a JDK for aarch64", Host.platform("Mac OS X", "x86_64"));
    lacking("no PyTorch for linux-riscv64: install libtorch", Host.platform("Linux", "riscv64"));
  }

  @Test
  void anOldJavaIsToBeReplaced() {
    fine("17.0.15, Debian", Host.java(17, "17.0.15", "Debian"));
    fine("25", Host.java(25, "25", "Oracle"));
    lacking("Install a JDK, 17 or newer", Host.java(11, "11.0.2", "Debian"));
  }

  @Test
  void mavenIsToBeThereAndNotOld() {
    fine("3.8.7", Host.maven("\u001b[1mApache Maven 3.8.7\u001b[m\nMaven home: /usr"));
    fine("4.0.0-rc-4", Host.maven("Apache Maven 4.0.0-rc-4 (abc)"));
    lacking("Install Maven, 3.8 or newer", Host.maven("Apache Maven 3.6.3"));
    lacking("Install Maven, 3.8 or newer", Host.maven(null));
    lacking("Install Maven, 3.8 or newer", Host.maven("mvn: broken"));
  }

  @Test
  void theProcessorsAbilitiesAreRead() {
    var amx = "model name\t: Xeon\nflags\t\t: fpu avx2 avx512f avx512_bf16 amx_bf16\n";
    fine("Xeon, 2 usable, AVX-512, bfloat16 in matrix units", Host.processor(amx, "amd64", 2));
    var avx2 = "model name : Core\nflags : fpu avx2\nmodel name : Core\nflags : fpu avx2\n";
    fine("Core, 8 usable, AVX2, no bfloat16", Host.processor(avx2, "amd64", 8));
    var arm = "BogoMIPS : 243.75\nFeatures : fp asimd bf16\n";
    fine("aarch64, 4 usable, bfloat16", Host.processor(arm, "aarch64", 4));
    lacking("Without AVX2", Host.processor("model name : old\nflags : fpu sse2\n", "amd64", 2));
    fine("aarch64, 8 usable", Host.processor(null, "aarch64", 8));
  }

  @Test
  void littleMemoryIsTold() {
    var finding = Host.memory(16 * GIB, GIB, "MemAvailable:    8388608 kB\n", 4 * GIB);
    fine("16.0 GiB, 8.0 GiB available, Java's heap up to 4.0 GiB", finding);
    fine("2.0 GiB, 2.0 GiB available", Host.memory(2 * GIB, GIB, "MemAvailable: 99999999 kB", GIB));
    lacking("smaller batches", Host.memory(16 * GIB, GIB, null, 4 * GIB));
  }

  @Test
  void hugePagesThatAreForbiddenCanBeAllowed() {
    fine("always [madvise] never", Host.hugePages("always [madvise] never\n"));
    fine("[always] madvise never", Host.hugePages("[always] madvise never\n"));
    fine("not a matter of this system", Host.hugePages(null));
    lacking("echo madvise > /sys/kernel/mm", Host.hugePages("always madvise [never]\n"));
  }

  @Test
  void theAllocatorIsToKeepMemoryInHugePages() {
    var wanted = Map.of("THP_MEM_ALLOC_ENABLE", "1");
    fine(
        "freed memory is kept, THP_MEM_ALLOC_ENABLE=1",
        Host.allocator(new State(true, wanted, true)));
    lacking(
        "Unset THP_MEM_ALLOC_ENABLE",
        Host.allocator(new State(true, Map.of("THP_MEM_ALLOC_ENABLE", "0"), true)));
    lacking("not glibc", Host.allocator(new State(true, Map.of(), false)));
    fine("left as the system has it", Host.allocator(new State(false, Map.of(), false)));
  }

  @Test
  void trainingIsToHaveGotItsHugePages() {
    var before = "Rss:    200000 kB\nAnonHugePages:      0 kB\n";
    var after = "Rss:    481280 kB\nAnonHugePages:  65536 kB\n";
    fine(
        "64 MB of 470 MB after a training, 64 MB of them its own",
        Host.hugeMemory(before, after, "always [madvise] never"));
    lacking("none was given", Host.hugeMemory(before, before, "always [madvise] never"));
    lacking("Allow them first", Host.hugeMemory(before, before, "always madvise [never]"));
    fine("not told", Host.hugeMemory(null, null, null));
  }
}
