// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
//SOURCES ImageOptions.java
// spotless:on

import dev.siamese.chart.ExplanationChart;
import dev.siamese.data.Images;
import dev.siamese.doctor.UserMessage;
import dev.siamese.match.Verifier;
import dev.siamese.metrics.Calibration;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "Verify",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Decide whether two images are of the same class.",
    exitCodeList = {
      "0:Same: the distance is at or below the encoder's threshold.",
      "1:Different: the distance is above it.",
      "2:No decision: invalid arguments, an image that is unreadable or unlike the training images, or a failure."
    },
    footer = "  jbang/run Verify one.png another.png")
class Verify implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "FIRST",
      description = "Image: PNG, JPEG, GIF, BMP, TIFF, PGM or PPM.")
  Path first;

  @Parameters(index = "1", paramLabel = "SECOND", description = "Image to compare it with.")
  Path second;

  @Option(
      names = "--model",
      description = "Encoder file, or omniglot: handwritten characters, dark on white.")
  String model = "omniglot";

  @Option(
      names = "--prior",
      paramLabel = "FRACTION",
      description =
          "Fraction of the pairs compared in use that are of the same class, for the probability"
              + " that these two are.")
  double prior = 0.5;

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Option(names = "--json", description = Script.JSON)
  boolean json;

  @Option(
      names = "--explain",
      paramLabel = "FILE",
      description =
          "PNG file to write: both images, shaded where they make the distance smaller or larger.")
  Path explain;

  @Mixin ImageOptions images;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (!(prior > 0 && prior < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--prior must be above 0 and below 1, got " + prior);
    }
    UserMessage.requireWritable(explain);
    try (var encoder = Encoder.fromPretrained(model, Torch.device(device))) {
      var verifier = new Verifier(encoder);
      var left = Images.read(first);
      var right = Images.read(second);
      images.check(encoder, left, first);
      images.check(encoder, right, second);
      var decision = verifier.verify(left, right).get(0);
      var probability =
          Calibration.of(encoder.card())
              .map(calibration -> calibration.probability(decision.distance(), prior));
      if (explain != null) {
        var explanation = Verifier.Explanation.of(encoder, left, right);
        ExplanationChart.of(decision.toString(), explanation).save(explain);
      }
      if (json) {
        var values = new LinkedHashMap<String, Object>();
        values.put("same", decision.isMatch());
        values.put("distance", decision.distance());
        values.put("threshold", decision.threshold());
        probability.ifPresent(value -> values.put("probability", value));
        probability.ifPresent(value -> values.put("prior", prior));
        System.out.println(Script.json(values));
      } else {
        System.out.println(decision);
        probability.ifPresent(
            value ->
                System.out.printf(
                    "probability of the same class: %.3f, if %s of the pairs compared are%n",
                    value, prior));
      }
      return decision.isMatch() ? 0 : 1;
    }
  }

  public static void main(String[] args) {
    Script.run(new Verify(), args);
  }
}
