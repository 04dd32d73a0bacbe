// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.doctor.UserMessage;
import dev.siamese.embed.EmbeddingInput;
import dev.siamese.embed.EmbeddingJob;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Embed",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Embed samples of every kind into a CSV, NPY or Parquet file, resumably.",
    footer = "  jbang/run Embed --model photos.zip --input photos --out photos.npy")
class Embed implements Callable<Integer> {

  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private long shownNanos = System.nanoTime();

  @Option(
      names = "--model",
      description = "Encoder file, or omniglot: handwritten characters, dark on white.")
  String model = "omniglot";

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description =
          "Folder or zip of images or WAV files at any depth, or one file; .txt with one text per"
              + " line; CSV of texts, of records or rows with the columns of the training, or of"
              + " vectors; .ts or CSV of labelled time series.")
  Path input;

  @Option(names = "--column", description = "Column of the texts in a CSV file (default: guessed).")
  String column;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description =
          "Column of the keys in a CSV file of records, rows, or texts in a named column (default:"
              + " the number of the row).")
  String key;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "Result: .csv with a key per row, .npy with the keys in NAME.keys.txt, or .parquet with"
              + " the columns key and embedding. Until it is complete, FILE.part holds the finished"
              + " embeddings.")
  Path out;

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Override
  public Integer call() {
    UserMessage.requireWritable(out);
    try (var encoder = Encoder.fromPretrained(model, Torch.device(device))) {
      var job =
          new EmbeddingJob(
              encoder,
              out,
              this::show,
              error -> System.err.println("skipped: " + error.getMessage()));
      var result =
          EmbeddingInput.with(
              input,
              Optional.ofNullable(column),
              Optional.ofNullable(key),
              encoder.card(),
              job::run);
      System.out.printf(
          "%s: %,d embeddings of %d numbers (%,d resumed, %,d skipped)%n",
          out, result.samples(), result.dimensions(), result.resumed(), result.skipped());
    }
    return 0;
  }

  /** One line, updated in place; without a terminal, a line every ten seconds. */
  private void show(int done, int total) {
    boolean terminal = System.console() != null;
    long now = System.nanoTime();
    if (terminal || done == total || now - shownNanos > INTERVAL_NANOS) {
      shownNanos = now;
      System.err.printf(
          "%sembedded %,d of %,d%s",
          terminal ? "\r" : "", done, total, terminal && done < total ? "" : "\n");
    }
  }

  public static void main(String[] args) {
    Script.run(new Embed(), args);
  }
}
