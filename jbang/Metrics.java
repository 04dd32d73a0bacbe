// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Loss;
import dev.siamese.loss.LossSpec;
import dev.siamese.metrics.EmbeddingMetrics;
import dev.siamese.study.BatchLoss;
import dev.siamese.study.Experiment;
import dev.siamese.table.EmbeddingTable;
import dev.siamese.task.Measurements;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "Metrics",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Evaluate embeddings in a CSV file by retrieval and verification.",
    footer = "  jbang/run Metrics --data embeddings.csv --distance euclidean --loss triplet")
class Metrics implements Callable<Integer> {

  private static final Set<String> IN_JSON =
      Set.of("recall@1", "recall@5", "r_precision", "map@r", "roc_auc", "eer", "loss");

  @Option(
      names = {"--data", "--embeddings"},
      required = true,
      paramLabel = "FILE",
      description = "CSV file with a header: per row a label and the values of one embedding.")
  Path data;

  @Option(
      names = "--labels-column",
      paramLabel = "COLUMN",
      description = "Column with the class labels, any text.")
  String labelsColumn = "label";

  @Option(
      names = "--columns",
      split = ",",
      splitSynopsisLabel = ",",
      paramLabel = "COLUMN",
      showDefaultValue = Visibility.NEVER,
      description = "Columns with the embeddings (default: all but the labels).")
  List<String> columns = List.of();

  @Option(
      names = "--distance",
      description =
          "euclidean, squared-euclidean, manhattan, cosine or, for example, minkowski(p=3).")
  Distance distance = Distances.COSINE;

  @Option(
      names = "--loss",
      description =
          "Also compute this loss over all samples as one batch, as in triplet(margin=0.2), with"
              + " --distance unless it names one; weights of its own have their initial values.")
  String loss;

  @Option(names = "--seed", description = Script.SEED)
  long seed = 0;

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Option(names = "--json", description = Script.JSON)
  boolean json;

  @Mixin Script.CsvOptions csv;

  @Override
  public Integer call() {
    var losses =
        loss == null
            ? List.<LossSpec>of()
            : Experiment.withDistances(List.of(loss), List.of(distance));
    var table = EmbeddingTable.of(csv.read(data), labelsColumn, columns);
    System.err.printf(
        "%s, %s: %s%n",
        Script.count(table.size(), "sample"),
        Script.count(table.columns().size(), "dimension"),
        summary(table.columns()));
    try (var manager = Torch.manager(Torch.device(device))) {
      var embeddings = manager.create(table.embeddings());
      var result = EmbeddingMetrics.of(embeddings, table.labels(), distance, new Seed(seed));
      var metrics = result.metrics();
      losses.forEach(spec -> metrics.put("loss", value(spec, embeddings, table)));
      System.err.println(result);
      if (json) {
        metrics.keySet().retainAll(IN_JSON);
        var row = new LinkedHashMap<String, Number>(metrics);
        Measurements.of(result)
            .all()
            .forEach(
                (name, value) -> {
                  if (IN_JSON.contains(name.replaceFirst("_(low|high|trials)$", ""))) {
                    row.putIfAbsent(name, value);
                  }
                });
        System.out.println(Script.json(row));
      } else {
        System.out.println(Measurements.of(result));
        metrics.keySet().removeIf(name -> !name.equals("loss") && !name.endsWith("_threshold"));
        metrics.forEach((name, value) -> System.out.printf("%-30s %.4f%n", name, value));
      }
    }
    return 0;
  }

  private double value(LossSpec spec, NDArray embeddings, EmbeddingTable table) {
    int classes = table.classes().size();
    int dimensions = table.columns().size();
    try (var created = spec.create(classes, dimensions, embeddings.getDevice(), new Seed(seed))) {
      boolean hasWeights = !(spec instanceof Loss); // which are float32
      var batch = hasWeights ? embeddings.toType(DataType.FLOAT32, false) : embeddings;
      return BatchLoss.compute(batch, table.labels(), created);
    }
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
