// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import com.google.gson.Gson;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Loss;
import dev.siamese.loss.Losses;
import dev.siamese.metrics.BatchLoss;
import dev.siamese.metrics.EmbeddingMetrics;
import dev.siamese.table.EmbeddingTable;
import dev.siamese.table.MetricsTable;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Metrics",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measure embeddings in a CSV file by retrieval and by verification.")
class Metrics implements Callable<Integer> {

  private static final Set<String> IN_JSON =
      Set.of("recall@1", "recall@5", "r_precision", "map@r", "roc_auc", "eer", "loss");

  @Option(
      names = "--embeddings",
      required = true,
      description = "CSV file with a header: one row per sample, its label and its numbers.")
  Path file;

  @Option(names = "--labels-column", description = "The column with the labels, any text.")
  String labelsColumn = "label";

  @Option(
      names = "--columns",
      split = ",",
      description = "The columns with the embeddings (default: all but the labels).")
  List<String> columns = List.of();

  @Option(names = "--distance", description = "One of ${COMPLETION-CANDIDATES}.")
  Distances distance = Distances.COSINE;

  @Option(
      names = "--loss",
      description = "Also this loss of all samples as one batch, as in triplet(margin=0.2).")
  String loss;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Override
  public Integer call() {
    var criterion =
        loss == null
            ? null
            : (Loss)
                Losses.withDistance(Losses.parse(loss), distance)
                    .orElseGet(() -> Losses.parse(loss));
    var table = EmbeddingTable.read(file, labelsColumn, columns);
    System.err.printf(
        "%d samples, %d dimensions in the columns %s%n",
        table.size(), table.columns().size(), summary(table.columns()));
    try (var manager = Torch.manager(Torch.device("auto"))) {
      var embeddings = manager.create(table.embeddings());
      var labels = table.labels();
      Double value = criterion == null ? null : BatchLoss.compute(embeddings, labels, criterion);
      var quality = EmbeddingMetrics.of(embeddings, labels, distance, new Seed(0));
      var metrics = quality.metrics();
      if (value != null) {
        metrics.put("loss", value);
      }
      System.err.println(quality);
      if (json) {
        metrics.keySet().retainAll(IN_JSON);
        System.out.println(new Gson().toJson(metrics));
      } else {
        System.out.println(MetricsTable.of(metrics).print(Integer.MAX_VALUE));
      }
    }
    return 0;
  }

  private static String summary(List<String> columns) {
    int n = columns.size();
    return n <= 8
        ? String.join(", ", columns)
        : String.join(", ", columns.subList(0, 4)) + ", …, " + columns.get(n - 1);
  }

  public static void main(String[] args) {
    Script.run(new Metrics(), args);
  }
}
