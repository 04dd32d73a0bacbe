// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.data.Images;
import dev.siamese.match.ImageIndex;
import dev.siamese.model.Encoder;
import dev.siamese.report.SearchPage;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Search",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Find the pictures of a folder that are most like another one.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Found; the nearest is the same, if the encoder has a threshold.",
      "1:The nearest is farther than that threshold.",
      "2:It could not be said."
    })
class Search implements Callable<Integer> {

  @Option(names = "--index", required = true, description = "A folder or zip of pictures.")
  Path pictures;

  @Option(names = "--query", required = true, description = "PNG, JPEG, GIF, BMP or PGM.")
  Path query;

  @Option(
      names = "--model",
      description = "An encoder's file, or omniglot: handwritten characters, dark on white.")
  String model = "omniglot";

  @Option(names = "--top", description = "How many to show.")
  int top = 10;

  @Option(names = "--keep", description = "Where the index is kept (default: beside the folder).")
  Path keep;

  @Option(names = "--out", description = "A page (.html) or picture (.png) to show them in.")
  Path out;

  @Option(names = "--device", description = "auto, cpu, gpu or gpu:N.")
  String device = "auto";

  @Override
  public Integer call() {
    var file = keep == null ? ImageIndex.defaultFile(pictures) : keep;
    try (var encoder = Encoder.fromPretrained(model, Torch.device(device));
        var index = ImageIndex.open(pictures, file, encoder)) {
      var asked = Images.read(query);
      var hits = index.search(asked, top);
      hits.forEach(System.out::println);
      var threshold = encoder.card().threshold();
      if (out != null) {
        new SearchPage(
                asked, pictures, hits, threshold.isPresent() ? threshold.getAsDouble() : null)
            .save(out);
      }
      return threshold.isPresent() && hits.get(0).distance() > threshold.getAsDouble() ? 1 : 0;
    }
  }

  public static void main(String[] args) {
    Script.run(new Search(), args);
  }
}
