package dev.siamese.doctor;

import static dev.siamese.doctor.FindingAssertions.assertAdvice;
import static dev.siamese.doctor.FindingAssertions.assertOk;
import static dev.siamese.doctor.FindingAssertions.assertText;

import ai.djl.engine.EngineException;
import dev.siamese.catalog.Catalog.Entry;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstallationChecksTest {

  private static final String DEPENDENCY = "ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64";
  private static final List<String> NO_GPU = List.of();
  private static final List<String> ONE_GPU = List.of("GPU 0: NVIDIA L4 (UUID: GPU-1)");

  @Test
  void aLoadedNativeLibraryIsNamedWithItsSource() {
    assertOk(
        "2.7.1 from natives.jar, in /cache/2.7.1",
        InstallationChecks.pytorch("2.7.1", "natives.jar", "/cache/2.7.1", null, DEPENDENCY));
    assertOk(
        "2.7.1 from DJL",
        InstallationChecks.pytorch("2.7.1", "", "/cache/2.7.1", null, DEPENDENCY));
  }

  @Test
  void aMissingNativeLibraryIsNamed() {
    var offline =
        new ExceptionInInitializerError(
            new EngineException("no index", new UnknownHostException("a.host")));
    var finding = InstallationChecks.pytorch("", "", "", offline, DEPENDENCY);
    assertAdvice(DEPENDENCY, finding);
    assertText("UnknownHostException: a.host", finding);
  }

  @Test
  void anIncompatibleNativeLibraryIsDistinguishedFromAMissingOne() {
    var incompatible = new UnsatisfiedLinkError("libc10.so: version GLIBC_2.28 not found\nmore");
    var finding = InstallationChecks.pytorch("", "natives.jar", "", incompatible, DEPENDENCY);
    assertAdvice(".djl.ai", finding);
    assertText("natives.jar: java.lang.UnsatisfiedLinkError", finding);
  }

  @Test
  void theNativePartOfDjlMustMatch() {
    assertOk("0.36.0, JNI 2.7.1-0.36.0", InstallationChecks.djl("0.36.0", "2.7.1", "2.7.1-0.36.0"));
    assertAdvice(
        "pytorch-jni:2.7.1-0.36.0", InstallationChecks.djl("0.36.0", "2.7.1", "2.5.1-0.34.0"));
    assertAdvice("pytorch-jni:2.7.1-0.36.0", InstallationChecks.djl("0.36.0", "2.7.1", null));
  }

  @Test
  void anUnusedGpuIsReported() {
    assertOk("CPU", InstallationChecks.device(NO_GPU, 0, false));
    assertOk("GPU 0: NVIDIA L4", InstallationChecks.device(ONE_GPU, 1, true));
    assertOk("2 GPUs", InstallationChecks.device(NO_GPU, 2, true));
    assertAdvice("SIAMESE_NATIVE=gpu", InstallationChecks.device(ONE_GPU, 0, true));
    assertAdvice("CUDA runtime", InstallationChecks.device(ONE_GPU, 0, false));
  }

  @Test
  void moreThreadsThanProcessorsAreTooMany() {
    assertOk("2 for 2 processors", InstallationChecks.threads(2, 2));
    assertOk("4 for 8 processors", InstallationChecks.threads(4, 8));
    assertAdvice("OMP_NUM_THREADS=2", InstallationChecks.threads(16, 2));
  }

  @Test
  void aLibraryOlderThanItsSourcesIsStale() {
    assertOk("siamese 0.1 from a.jar", InstallationChecks.library("0.1", "a.jar", 1000, 900));
    assertOk("siamese 0.1 from a.jar", InstallationChecks.library("0.1", "a.jar", 1000, 0));
    assertAdvice("jbang/run", InstallationChecks.library("0.1", "a.jar", 1000, 1001));
  }

  @Test
  void missingDataIsNotAProblem() {
    var entries = List.of(entry("a/one.zip", 1_000_000), entry("b/two.zip", 2_500_000));
    assertOk(
        "a/one.zip in /data; the other 2.5 MB",
        InstallationChecks.data("/data", entries, file -> file.startsWith("a")));
    assertOk("none yet in /data", InstallationChecks.data("/data", entries, file -> false));
    assertOk(
        "a/one.zip, b/two.zip in /data", InstallationChecks.data("/data", entries, file -> true));
  }

  @Test
  void dataWithoutAChecksumIsNotDownloaded() {
    var entries =
        List.of(entry("a/one.zip", 1_000_000), new Entry("b/two.zip", "", "", 2_500_000, ""));
    assertOk(
        "the other 1.0 MB are downloaded when needed; 1 must be downloaded by hand",
        InstallationChecks.data("/data", entries, file -> false));
  }

  private static Entry entry(String file, long bytes) {
    return new Entry(file, "", "MD5:0", bytes, "");
  }

  @Test
  void theNotebooksNeedTheKernelAndTheRequiredVersions() {
    assertOk("with the Java kernel", InstallationChecks.notebooks(true, true));
    assertAdvice("notebooks/start --setup", InstallationChecks.notebooks(true, false));
    assertAdvice("notebooks/start --setup", InstallationChecks.notebooks(false, true));
  }
}
