// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.data.Records;
import dev.siamese.match.Deduplicator;
import dev.siamese.match.Deduplicator.Duplicate;
import dev.siamese.table.RowTable;
import dev.siamese.table.Tables;
import dev.siamese.task.RecordTask;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "Dedupe",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Find duplicate records in a CSV file, with or without labelled pairs.",
    footer = "  jbang/run Dedupe --data people.csv --key id --fields name,town")
class Dedupe implements Callable<Integer> {

  @Option(
      names = {"--data", "--csv"},
      required = true,
      paramLabel = "FILE",
      description = "CSV file with a header and one record per row.")
  Path data;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "COLUMN",
      description = "Column that identifies a record; its values must be unique.")
  String key;

  @Option(
      names = "--fields",
      split = ",",
      paramLabel = "COLUMN",
      splitSynopsisLabel = ",",
      showDefaultValue = Visibility.NEVER,
      description = "Columns to compare (default: all but the key).")
  List<String> fields = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "CSV file to write: columns left, right, distance and cluster.")
  Path out = Path.of("duplicates.csv");

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "CSV file of labelled pairs to train on: columns left and right with keys, same with true"
              + " or false (default: none, the encoder is trained on modified copies of records).")
  Path pairs;

  @Option(
      names = "--threshold",
      paramLabel = "DISTANCE",
      description = "Largest distance of a duplicate (default: estimated in training).")
  Double threshold;

  @Option(names = "--seed", description = Script.SEED)
  long seed = 1;

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Mixin Script.CsvOptions csv;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (threshold != null && !(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(), "--threshold must be a distance of at least 0, got " + threshold);
    }
    var table = csv.read(data);
    var columns = fields.stream().map(String::strip).toList();
    var records = columns.isEmpty() ? Records.of(table, key) : Records.of(table, key, columns);
    var labeledPairs = pairs == null ? null : records.labeledPairs(csv.read(pairs));
    var bar =
        TrainingListener.progressBar(
            "Training on " + Script.count(records.size(), "record"), System.err);
    var trainer = RecordTask.trainer(records.fields(), Torch.device(device), new Seed(seed));
    try (var encoder =
        labeledPairs == null
            ? trainer.trainSelfSupervised(records, bar)
            : trainer.trainFromPairs(labeledPairs, bar)) {
      if (threshold != null) {
        encoder.setCard(encoder.card().withThreshold(threshold));
      }
      System.err.printf(
          "Searching pairs with distance ≤ %.3f…%n", encoder.card().requireThreshold());
      var duplicates = new Deduplicator(encoder).duplicates(records);
      Tables.toCsv(RowTable.of(Duplicate.class, duplicates, "duplicates")).write(out);
      int clusters = (int) duplicates.stream().mapToInt(Duplicate::cluster).distinct().count();
      System.out.printf(
          "%s in %s among %s: %s%n",
          Script.count(duplicates.size(), "pair"),
          Script.count(clusters, "cluster"),
          Script.count(records.size(), "record"),
          out);
    }
    return 0;
  }

  public static void main(String[] args) {
    Script.run(new Dedupe(), args);
  }
}
