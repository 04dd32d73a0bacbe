package dev.siamese.doctor;

import static dev.siamese.doctor.FindingAssertions.assertAdvice;
import static dev.siamese.doctor.FindingAssertions.assertOk;
import static dev.siamese.doctor.FindingAssertions.assertText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosticsTest {

  @Test
  void thisMachineLearns() {
    var checkup = Diagnostics.run("cpu");
    assertTrue(checkup.works(), checkup.toString());
    assertEquals(
        List.of("system", "Java", "Maven", "processor", "memory", "huge pages", "allocator"),
        checkup.findings().stream().map(Finding::name).limit(7).toList());
    var last = checkup.findings().get(checkup.findings().size() - 1);
    assertOk("in 36 steps", last);
    var json = JsonParser.parseString(new Gson().toJson(checkup)).getAsJsonObject();
    assertTrue(json.get("works").getAsBoolean());
    assertEquals(checkup.findings().size(), json.get("findings").getAsJsonArray().size());
  }

  @Test
  void aDeviceThatIsNotThereEndsTheTestAndNotTheCheckup() {
    var checkup = Diagnostics.run("gpu:99");
    assertFalse(checkup.works());
    assertText("gpu:99", checkup.findings().get(checkup.findings().size() - 1));
  }

  /** A program of its own. */
  static final class WithoutNativeLibrary {
    public static void main(String[] args) {
      var checkup = Diagnostics.run("auto");
      checkup.findings().forEach(System.out::println);
      System.exit(checkup.works() ? 0 : 1);
    }
  }

  @Test
  void withoutANativeLibraryEverythingElseIsStillTold(@TempDir Path home)
      throws IOException, InterruptedException {
    var classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(place -> !place.contains("pytorch-native"))
            .collect(Collectors.joining(File.pathSeparator));
    var out = home.resolve("out.txt");
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Duser.home=" + home, // where DJL would have unpacked one before
                "-cp",
                classPath,
                WithoutNativeLibrary.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    program.environment().keySet().removeIf(name -> name.matches("DJL_.*|.*_CACHE_DIR|PYTORCH_.*"));
    assertEquals(1, program.start().waitFor());
    var told = Files.readString(out);
    for (var name : List.of("Java", "processor", "allocator", "data", "DJL", "device")) {
      assertTrue(told.contains(" " + name + ": "), told);
    }
    assertTrue(told.contains("! PyTorch: does not load"), told);
    assertTrue(told.contains("Put ai.djl.pytorch:pytorch-native-cpu:"), told);
    assertTrue(told.contains("! training: not tried"), told);
  }

  @Test
  void whatDoesNotLearnDoesNotWork() {
    assertOk(
        "loss 0.568 to 0.353 in 36 steps, 246 images/s", SelfTest.assess(0.5681, 0.3529, 36, 246));
    assertAdvice("run mvn verify", SelfTest.assess(0.5, 0.5, 36, 246));
    assertAdvice("run mvn verify", SelfTest.assess(0.5, Double.NaN, 36, 246));
    assertAdvice("has to load first", SelfTest.skipped());
  }
}
