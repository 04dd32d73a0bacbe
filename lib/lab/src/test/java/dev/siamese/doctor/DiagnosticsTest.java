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
  void theTestTrainingWorksOnThisMachine() {
    var diagnostics = Diagnostics.run("cpu");
    assertTrue(diagnostics.works(), diagnostics.toString());
    assertEquals(
        List.of("system", "Java", "Maven", "processor", "memory", "huge pages", "allocator"),
        diagnostics.findings().stream().map(Finding::name).limit(7).toList());
    var last = diagnostics.findings().get(diagnostics.findings().size() - 1);
    assertOk("in 36 steps", last);
    var json = JsonParser.parseString(new Gson().toJson(diagnostics)).getAsJsonObject();
    assertTrue(json.get("works").getAsBoolean());
    assertEquals(diagnostics.findings().size(), json.get("findings").getAsJsonArray().size());
  }

  @Test
  void aMissingDeviceFailsTheTrainingOnly() {
    var diagnostics = Diagnostics.run("gpu:99");
    assertFalse(diagnostics.works());
    assertText("gpu:99", diagnostics.findings().get(diagnostics.findings().size() - 1));
  }

  /** Runs in a JVM without the native library. */
  static final class WithoutNativeLibrary {
    public static void main(String[] args) {
      var diagnostics = Diagnostics.run("auto");
      diagnostics.findings().forEach(System.out::println);
      System.exit(diagnostics.works() ? 0 : 1);
    }
  }

  @Test
  void allOtherChecksRunWithoutANativeLibrary(@TempDir Path home)
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
                "-Duser.home=" + home, // where DJL may have unpacked one
                "-cp",
                classPath,
                WithoutNativeLibrary.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    program.environment().keySet().removeIf(name -> name.matches("DJL_.*|.*_CACHE_DIR|PYTORCH_.*"));
    assertEquals(1, program.start().waitFor());
    var output = Files.readString(out);
    for (var name : List.of("Java", "processor", "allocator", "data", "DJL", "device")) {
      assertTrue(output.contains(" " + name + ": "), output);
    }
    assertTrue(output.contains("! PyTorch: "), output);
    assertTrue(output.contains("ai.djl.pytorch:pytorch-native-cpu:"), output);
    assertTrue(output.contains("! training: "), output);
  }

  @Test
  void aLossThatDoesNotDecreaseIsAProblem() {
    assertOk("0.568 to 0.353 in 36 steps, 246 images/s", SelfTest.assess(0.5681, 0.3529, 36, 246));
    assertAdvice("mvn verify", SelfTest.assess(0.5, 0.5, 36, 246));
    assertAdvice("mvn verify", SelfTest.assess(0.5, Double.NaN, 36, 246));
    assertFalse(SelfTest.skipped().ok());
  }
}
