// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.data.Images;
import dev.siamese.match.Gallery;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "Verify",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Say whether two pictures show the same.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:The same.", "1:Different.", "2:It could not be said."})
class Verify implements Callable<Integer> {

  @Parameters(index = "0", description = "A picture: PNG, JPEG, GIF or BMP.")
  Path a;

  @Parameters(index = "1", description = "Another one.")
  Path b;

  @Option(
      names = "--model",
      description = "An encoder's file, or omniglot: handwritten characters, dark on white.")
  String model = "omniglot";

  @Option(names = "--device", description = "auto, cpu, gpu or gpu:N.")
  String device = "auto";

  @Override
  public Integer call() {
    try (var encoder = Encoder.fromPretrained(model, Torch.device(device))) {
      var verdict = Gallery.verify(encoder, Images.read(a), Images.read(b)).get(0);
      System.out.println(verdict);
      return verdict.isMatch() ? 0 : 1;
    }
  }

  public static void main(String[] args) {
    Script.run(new Verify(), args);
  }
}
