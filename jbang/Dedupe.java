// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.data.Csv;
import dev.siamese.data.Records;
import dev.siamese.match.Deduplicator;
import dev.siamese.table.Tables;
import dev.siamese.task.RecordTrainer;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.ProgressBar;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Dedupe",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Find the records of a CSV file that are about the same.")
class Dedupe implements Callable<Integer> {

  @Option(names = "--csv", required = true, description = "The records: a header, then one a row.")
  Path csv;

  @Option(names = "--key", required = true, description = "The column that tells records apart.")
  String key;

  @Option(names = "--fields", split = ",", description = "What to compare (default: all others).")
  List<String> fields = List.of();

  @Option(names = "--out", description = "Where the pairs go: left, right, distance, cluster.")
  Path out = Path.of("duplicates.csv");

  @Option(
      names = "--pairs",
      description =
          "Known pairs to learn from: left and right with two keys, same with true/false.")
  Path pairs;

  @Option(names = "--threshold", description = "Greatest distance of the same (default: fitted).")
  Double threshold;

  @Option(names = "--seed", description = "Root of all chance.")
  long seed = 1;

  @Option(names = "--device", description = "auto, cpu, gpu or gpu:N.")
  String device = "auto";

  @Override
  public Integer call() {
    var table = Csv.read(csv);
    var wanted = fields.stream().map(String::strip).toList();
    var records = wanted.isEmpty() ? Records.of(table, key) : Records.of(table, key, wanted);
    var known = pairs == null ? null : records.labeledPairs(Csv.read(pairs));
    var bar = new ProgressBar("Learning from %,d records".formatted(records.size()), System.err);
    var training = RecordTrainer.forFields(records.fields(), Torch.device(device), new Seed(seed));
    try (var encoder =
        known == null
            ? training.trainSelfSupervised(records, bar)
            : training.trainFromPairs(known, bar)) {
      if (threshold != null) {
        encoder.setCard(encoder.card().withThreshold(threshold));
      }
      System.err.printf("Comparing up to a distance of %.3f…%n", encoder.card().requireThreshold());
      var duplicates = new Deduplicator(encoder).duplicates(records);
      Tables.toCsv(duplicates).write(out);
      System.out.printf(
          "%,d pairs in %,d clusters of %,d records: %s%n",
          duplicates.rowCount(),
          duplicates.intColumn("cluster").countUnique(),
          records.size(),
          out);
    }
    return 0;
  }

  public static void main(String[] args) {
    Script.run(new Dedupe(), args);
  }
}
