package dev.siamese.doctor;

import static dev.siamese.doctor.Findings.fine;
import static dev.siamese.doctor.Findings.lacking;
import static dev.siamese.doctor.Findings.says;

import ai.djl.engine.EngineException;
import dev.siamese.catalog.Catalog.Entry;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstallationTest {

  private static final String WANTED = "ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64";
  private static final List<String> NO_GPU = List.of();
  private static final List<String> ONE_GPU = List.of("GPU 0: NVIDIA L4 (UUID: GPU-1)");

  @Test
  void aNativeLibraryThatLoadsTellsWhereItIsFrom() {
    fine(
        "2.7.1 from natives.jar, in /cache/2.7.1",
        Installation.pytorch("2.7.1", "natives.jar", "/cache/2.7.1", null, WANTED));
    fine(
        "2.7.1 from DJL's download",
        Installation.pytorch("2.7.1", "", "/cache/2.7.1", null, WANTED));
  }

  @Test
  void aMissingNativeLibraryIsNamed() {
    var offline =
        new ExceptionInInitializerError(
            new EngineException("no index", new UnknownHostException("a.host")));
    var finding = Installation.pytorch("", "", "", offline, WANTED);
    lacking("Put " + WANTED + " on the class path", finding);
    says("does not load: java.net.UnknownHostException: a.host", finding);
  }

  @Test
  void anUnfitNativeLibraryIsToldFromAMissingOne() {
    var unfit = new UnsatisfiedLinkError("libc10.so: version GLIBC_2.28 not found\nmore");
    var finding = Installation.pytorch("", "natives.jar", "", unfit, WANTED);
    lacking("Delete DJL's folder", finding);
    says("does not load from natives.jar: java.lang.UnsatisfiedLinkError", finding);
  }

  @Test
  void bothHalvesOfDjlAreToFit() {
    fine("0.36.0, JNI 2.7.1-0.36.0", Installation.djl("0.36.0", "2.7.1", "2.7.1-0.36.0"));
    lacking("pytorch-jni:2.7.1-0.36.0", Installation.djl("0.36.0", "2.7.1", "2.5.1-0.34.0"));
    lacking("pytorch-jni:2.7.1-0.36.0", Installation.djl("0.36.0", "2.7.1", null));
  }

  @Test
  void aGpuThatIsNotUsedIsTold() {
    fine("CPU, no NVIDIA GPU found", Installation.device(NO_GPU, 0, false));
    fine("GPU 0: NVIDIA L4", Installation.device(ONE_GPU, 1, true));
    fine("2 GPUs", Installation.device(NO_GPU, 2, true));
    lacking("Set SIAMESE_NATIVE=gpu", Installation.device(ONE_GPU, 0, true));
    lacking("Install NVIDIA's CUDA runtime", Installation.device(ONE_GPU, 0, false));
  }

  @Test
  void moreThreadsThanProcessorsAreTooMany() {
    fine("2 for 2 processors", Installation.threads(2, 2));
    fine("4 for 8 processors", Installation.threads(4, 8));
    lacking("Set OMP_NUM_THREADS=2", Installation.threads(16, 2));
  }

  @Test
  void aLibraryOlderThanItsSourcesIsStale() {
    fine("siamese 0.1 from a.jar", Installation.library("0.1", "a.jar", 1000, 900));
    fine("siamese 0.1 from a.jar", Installation.library("0.1", "a.jar", 1000, 0));
    lacking("jbang/run", Installation.library("0.1", "a.jar", 1000, 1001));
  }

  @Test
  void dataThatIsNotThereIsNoMistake() {
    var entries = List.of(entry("a/one.zip", 1_000_000), entry("b/two.zip", 2_500_000));
    fine(
        "a/one.zip in /data; the other 2.5 MB are downloaded when they are needed",
        Installation.data("/data", entries, file -> file.startsWith("a")));
    fine("nothing yet in /data", Installation.data("/data", entries, file -> false));
    fine("a/one.zip, b/two.zip in /data", Installation.data("/data", entries, file -> true));
  }

  @Test
  void dataThatCannotBeCheckedIsNotSaidToBeDownloaded() {
    var entries =
        List.of(entry("a/one.zip", 1_000_000), new Entry("b/two.zip", "", "", 2_500_000, ""));
    fine(
        "nothing yet in /data; the other 1.0 MB are downloaded when they are needed; 1 to be got by hand",
        Installation.data("/data", entries, file -> false));
  }

  private static Entry entry(String file, long bytes) {
    return new Entry(file, "", "MD5:0", bytes, "");
  }

  @Test
  void theNotebooksAreToBeSetUpAsTheProjectWants() {
    fine("with the Java kernel", Installation.notebooks(true, true));
    lacking("notebooks/start --setup", Installation.notebooks(true, false));
    lacking("notebooks/start --setup", Installation.notebooks(false, true));
  }
}
