// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.doctor.UserMessage;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Export",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Write an encoder as an ONNX file, or its weights as a safetensors file.",
    footer = "  jbang/run Export --model target/train/faces-photos-1.zip --to onnx")
class Export implements Callable<Integer> {

  /** The format of the file. */
  enum Format {
    /** The network with its weights. */
    ONNX,
    /** The weights alone. */
    SAFETENSORS
  }

  @Option(names = "--model", required = true, description = "Encoder file, or omniglot.")
  String model;

  @Option(names = "--to", description = "Format: ${COMPLETION-CANDIDATES}, in upper or lower case.")
  Format format = Format.ONNX;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write (default: the name of the model with .onnx or .safetensors).")
  Path out;

  @Override
  public Integer call() {
    var name = Path.of(model).getFileName().toString().replaceFirst("\\.zip$", "");
    var file = out != null ? out : Path.of(name + "." + format.name().toLowerCase());
    UserMessage.requireWritable(file);
    try (var encoder = Encoder.fromPretrained(model, Torch.device("cpu"))) {
      if (format == Format.ONNX) {
        encoder.exportOnnx(file);
      } else {
        encoder.exportWeights(file);
      }
      System.out.printf("%s: %s with %s%n", file, encoder, encoder.card().distance());
    }
    return 0;
  }

  public static void main(String[] args) {
    Script.run(new Export(), args);
  }
}
