// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import com.google.gson.Gson;
import dev.siamese.doctor.Diagnostics;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Doctor",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Show what this installation has and lacks, and whether it can train.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:It works.", "1:It does not."})
class Doctor implements Callable<Integer> {

  @Option(names = "--device", description = "To train on: auto, cpu, gpu or gpu:N.")
  String device = "auto";

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Override
  public Integer call() {
    var checkup = Diagnostics.run(device);
    // the marks are beyond ASCII, whatever the locale
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (json) {
      out.println(new Gson().toJson(checkup));
    } else {
      checkup.findings().forEach(out::println);
    }
    return checkup.works() ? 0 : 1;
  }

  public static void main(String[] args) {
    Script.run(new Doctor(), args);
  }
}
