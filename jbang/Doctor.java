// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.doctor.Diagnostics;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "Doctor",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Check the installation, and train for a few seconds.",
    exitCodeList = {
      "0:All required checks passed.",
      "1:A required check failed.",
      "2:Invalid arguments, or a failure of this script."
    },
    footer = "  jbang/run Doctor --json")
class Doctor implements Callable<Integer> {

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Option(names = "--json", description = Script.JSON)
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (!device.matches("auto|cpu|gpu(:\\d+)?")) {
      throw new ParameterException(
          spec.commandLine(), "--device must be auto, cpu, gpu or gpu:N, got " + device);
    }
    var diagnostics = Diagnostics.run(device);
    // UTF-8 in every locale: the marks are not ASCII
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (json) {
      out.println(Script.json(diagnostics));
    } else {
      diagnostics.findings().forEach(out::println);
    }
    return diagnostics.works() ? 0 : 1;
  }

  public static void main(String[] args) {
    Script.run(new Doctor(), args);
  }
}
