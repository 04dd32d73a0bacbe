// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.match.RecordMatcher;
import dev.siamese.match.RecordMatcher.Match;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.metrics.PairMetrics.IdPair;
import dev.siamese.table.RowTable;
import dev.siamese.table.Tables;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
      description =
          "CSV file to write: columns left, right, score and cluster; the score is from 0 to 1.")
  Path out = Path.of("duplicates.csv");

  @Option(names = "--with-fields", description = "Write the compared columns of both records too.")
  boolean withFields;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "CSV file of labelled pairs to learn from: columns left and right with keys, same with"
              + " true or false (default: none, a fixed similarity is used).")
  Path pairs;

  @Option(
      names = "--gold",
      paramLabel = "FILE",
      description =
          "CSV file of all true pairs, columns left and right with keys; prints precision and"
              + " recall on them.")
  Path gold;

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description =
          "Lowest score of a duplicate, from 0 to 1: a probability with --pairs, else a similarity"
              + " (default: estimated from the data).")
  Double threshold;

  @Option(names = "--seed", description = Script.SEED)
  long seed = 1;

  @Mixin Script.CsvOptions csv;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
      throw new ParameterException(
          spec.commandLine(), "--threshold must be a score from 0 to 1, got " + threshold);
    }
    var table = csv.read(data);
    var columns = fields.stream().map(String::strip).toList();
    var records = columns.isEmpty() ? Records.of(table, key) : Records.of(table, key, columns);
    var labeledPairs = pairs == null ? null : records.labeledPairs(csv.read(pairs));
    var truePairs = gold == null ? null : idPairs(csv.read(gold));
    if (records.size() < 2) {
      throw new DataException(
          "%s has %s: at least 2 are needed"
              .formatted(data, Script.count(records.size(), "record")));
    }
    System.err.printf("Comparing %s…%n", Script.count(records.size(), "record"));
    var estimated =
        labeledPairs == null
            ? RecordMatcher.unsupervised(records)
            : RecordMatcher.fit(labeledPairs, new Seed(seed));
    var matcher = threshold == null ? estimated : estimated.withThreshold(threshold);
    var matches = matcher.matches();
    var found = Tables.toCsv(RowTable.of(Match.class, matches, "duplicates"));
    (withFields ? withFields(found, records) : found).write(out);
    System.out.printf(
        "%s in %s among %s with a score ≥ %.3f: %s%n",
        Script.count(matches.size(), "pair"),
        Script.count((int) matches.stream().mapToInt(Match::cluster).distinct().count(), "cluster"),
        Script.count(records.size(), "record"),
        matcher.threshold(),
        out);
    estimated.quality().ifPresent(Dedupe::print);
    printSimpleMethod(matcher, matches, truePairs);
    return 0;
  }

  private static void print(RecordMatcher.Quality quality) {
    System.out.printf(
        "Labelled pairs, each by trees not fitted to it: %s%n"
            + "Labelled pairs, TF-IDF cosine ≥ 0.6:           %s%n",
        quality.classifier(), quality.tfIdf());
  }

  private static void printSimpleMethod(
      RecordMatcher matcher, List<Match> matches, Set<IdPair> truePairs) {
    var simple = matcher.tfIdfPairs();
    if (truePairs == null) {
      System.out.printf(
          "The simple method, TF-IDF cosine ≥ 0.6: %s%n", Script.count(simple.size(), "pair"));
      return;
    }
    var found = matches.stream().map(Match::pair).collect(Collectors.toSet());
    System.out.printf(
        "True pairs, this output:         %s%nTrue pairs, TF-IDF cosine ≥ 0.6: %s%n",
        PairMetrics.of(found, truePairs), PairMetrics.of(simple, truePairs));
  }

  private static Set<IdPair> idPairs(Csv table) {
    var pairs = new HashSet<IdPair>();
    for (int row = 0; row < table.size(); row++) {
      pairs.add(new IdPair(table.value(row, "left"), table.value(row, "right")));
    }
    return pairs;
  }

  /** Adds the columns left_FIELD and right_FIELD. */
  private static Csv withFields(Csv found, Records records) {
    var rowByKey =
        IntStream.range(0, records.size()).boxed().collect(Collectors.toMap(records::key, i -> i));
    var columns = new ArrayList<>(found.columns());
    for (var field : records.fields()) {
      columns.add("left_" + field);
      columns.add("right_" + field);
    }
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < found.size(); i++) {
      var row = new ArrayList<>(found.row(i));
      for (int field = 0; field < records.fields().size(); field++) {
        row.add(records.value(rowByKey.get(found.value(i, "left")), field));
        row.add(records.value(rowByKey.get(found.value(i, "right")), field));
      }
      rows.add(row);
    }
    return Csv.of(found.name(), columns, rows);
  }

  public static void main(String[] args) {
    Script.run(new Dedupe(), args);
  }
}
