// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
//SOURCES ImageOptions.java
// spotless:on

import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.doctor.UserMessage;
import dev.siamese.match.ImageIndex;
import dev.siamese.model.Encoder;
import dev.siamese.report.SearchPage;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "Search",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Find the images of a folder that are most similar to a query image.",
    exitCodeList = {
      "0:The nearest image is within the encoder's threshold, or the encoder has no threshold.",
      "1:The nearest image is beyond the encoder's threshold.",
      "2:Invalid arguments, an unreadable image, or a failure."
    },
    footer = "  jbang/run Search --data photos --query photo.jpg --top 5 --out similar.html")
class Search implements Callable<Integer> {

  private static final int SHOWN = 5; // names of skipped images

  @Option(
      names = {"--data", "--index"},
      required = true,
      paramLabel = "DIR",
      description = "Folder or zip of images, searched at any depth.")
  Path data;

  @Option(
      names = "--query",
      required = true,
      paramLabel = "IMAGE",
      description = "Query image: PNG, JPEG, GIF, BMP, TIFF, PGM or PPM.")
  Path query;

  @Option(
      names = "--model",
      description = "Encoder file, or omniglot: handwritten characters, dark on white.")
  String model = "omniglot";

  @Option(names = "--top", description = "Number of results.")
  int top = 10;

  @Option(
      names = {"--index-file", "--keep"},
      paramLabel = "FILE",
      description = "Where the embeddings are cached (default: DIR.index beside the folder).")
  Path indexFile;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also show the results in a page (.html) or an image (.png).")
  Path out;

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Option(names = "--json", description = "Print the results as one JSON array instead of text.")
  boolean json;

  @Mixin ImageOptions images;

  @Override
  public Integer call() {
    UserMessage.requireWritable(out);
    var file = indexFile == null ? ImageIndex.defaultFile(data) : indexFile;
    try (var encoder = Encoder.fromPretrained(model, Torch.device(device))) {
      var image = Images.read(query);
      images.check(encoder, image, query);
      images.check(encoder, ImageFolder.of(data));
      var index = ImageIndex.open(data, file, encoder);
      var skipped = ImageFolder.of(data).skipped();
      if (!skipped.isEmpty()) {
        System.err.println(data + ": " + skipped);
      }
      if (!index.skipped().isEmpty()) {
        System.err.printf(
            "%s: skipped %d of %d images, which cannot be read or used: %s%s%n",
            data,
            index.skipped().size(),
            index.skipped().size() + index.size(),
            String.join(", ", index.skipped().stream().limit(SHOWN).toList()),
            index.skipped().size() > SHOWN ? ", …" : "");
      }
      var hits = index.search(image, top);
      if (json) {
        System.out.println(Script.json(hits));
      } else {
        hits.forEach(System.out::println);
      }
      var threshold = encoder.card().threshold();
      if (out != null) {
        new SearchPage(image, data, hits, threshold.isPresent() ? threshold.getAsDouble() : null)
            .save(out);
      }
      return threshold.isPresent() && hits.get(0).distance() > threshold.getAsDouble() ? 1 : 0;
    }
  }

  public static void main(String[] args) {
    Script.run(new Search(), args);
  }
}
