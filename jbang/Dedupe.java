// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
//SOURCES DedupeOptions.java
//SOURCES DedupeOutput.java
//SOURCES DedupeStream.java
// spotless:on

import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.doctor.UserMessage;
import dev.siamese.match.MatchOptions;
import dev.siamese.match.RecordMatcher;
import dev.siamese.match.RecordMatcher.Match;
import dev.siamese.table.RowTable;
import dev.siamese.table.Tables;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "Dedupe",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Find duplicate records in a CSV file, or link two files, with or without labelled pairs.",
    footer = "  jbang/run Dedupe --data people.csv --key id --fields name,town")
class Dedupe implements Callable<Integer> {

  @Option(
      names = {"--data", "--csv"},
      paramLabel = "FILE",
      description = "CSV file with a header and one record per row.")
  Path data;

  @Option(
      names = "--left",
      paramLabel = "FILE",
      description =
          "CSV file to link with --right, instead of --data; only pairs across the two are compared,"
              + " by the columns that both have.")
  Path left;

  @Option(names = "--right", paramLabel = "FILE", description = "CSV file to link with --left.")
  Path right;

  @Option(
      names = "--one-to-one",
      description = "With --left and --right: each record is in one pair at most.")
  boolean oneToOne;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "CSV file to write: columns left, right, score and cluster; the score is from 0 to 1.")
  Path out = Path.of("duplicates.csv");

  @Option(names = "--with-fields", description = "Write the compared columns of both records too.")
  boolean withFields;

  @Option(
      names = "--explain",
      description =
          "Write what each field contributes to the score: the score minus that without the field.")
  boolean explain;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "CSV file of labelled pairs to learn from: columns left and right with keys, same with"
              + " true or false (default: none, the classes of pairs are estimated).")
  Path pairs;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Zip file to write the matcher to, for --model.")
  Path save;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Matcher written by --save; it compares the columns that it was fitted to.")
  Path model;

  @Option(
      names = "--stream",
      description =
          "With --model, --left and --right: read --right row by row, so that it may be larger than"
              + " memory, and write the at most 10 matches of each row as they are found. Rows are"
              + " matched with the records of --left, not with each other.")
  boolean stream;

  @Option(names = "--seed", description = Script.SEED)
  long seed = 1;

  @Mixin DedupeOptions options;

  @Mixin Script.CsvOptions csv;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    checkOptions();
    UserMessage.requireWritable(out, save);
    var threshold = options.threshold();
    if (stream) {
      var matcher = RecordMatcher.load(model, read(left, 1), new MatchOptions());
      var reference = threshold == null ? matcher : matcher.withThreshold(threshold);
      DedupeStream.run(reference, csv, right, options.key, out);
      return 0;
    }
    var first = data != null ? read(data, 2) : read(left, 1);
    var records = data != null ? first : first.concatShared(read(right, 1));
    int leftSize = data != null ? 0 : first.size();
    var matching = new MatchOptions(leftSize, oneToOne, DedupeOutput::printProgress);
    var labeledPairs = pairs == null ? null : records.labeledPairs(csv.read(pairs), leftSize);
    var output =
        new DedupeOutput(leftSize > 0, options.gold == null ? null : csv.read(options.gold));
    System.err.printf("Comparing %s…%n", Script.count(records.size(), "record"));
    var estimated =
        model != null
            ? RecordMatcher.load(model, records, matching)
            : labeledPairs == null
                ? RecordMatcher.unsupervised(records, matching)
                : RecordMatcher.fit(labeledPairs, matching, new Seed(seed));
    var matcher = threshold == null ? estimated : estimated.withThreshold(threshold);
    if (save != null) {
      matcher.save(save);
    }
    var matches = matcher.matches();
    var found = Tables.toCsv(RowTable.of(Match.class, matches, "duplicates"));
    found = withFields ? DedupeOutput.withFields(found, matcher.records(), leftSize) : found;
    (explain ? DedupeOutput.withContributions(found, matcher, matches) : found).write(out);
    output.print(matcher, matches, out);
    estimated.quality().ifPresent(DedupeOutput::print);
    output.printSimpleMethod(matcher, matches);
    return 0;
  }

  private void checkOptions() {
    if (data == null ? left == null || right == null : left != null || right != null) {
      throw invalid("give --data FILE to find duplicates, or --left FILE and --right FILE to link");
    }
    if (oneToOne && data != null) {
      throw invalid("--one-to-one needs two files: give --left FILE and --right FILE");
    }
    if (stream
        && (model == null
            || left == null
            || oneToOne
            || withFields
            || explain
            || options.gold != null
            || save != null)) {
      throw invalid(
          "--stream needs --model, --left and --right, and writes pairs only: leave out --one-to-one, --with-fields, --explain, --gold and --save");
    }
    if (model != null && pairs != null) {
      throw invalid("--model is already fitted: leave out --pairs, or leave out --model");
    }
  }

  private ParameterException invalid(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Records read(Path file, int min) {
    var table = csv.read(file);
    var columns = options.fields();
    var records =
        columns.isEmpty()
            ? Records.of(table, options.key)
            : Records.of(table, options.key, columns);
    if (records.size() < min) {
      throw new DataException(
          "%s has %s: at least %d %s needed"
              .formatted(
                  file, Script.count(records.size(), "record"), min, min == 1 ? "is" : "are"));
    }
    return records;
  }

  public static void main(String[] args) {
    Script.run(new Dedupe(), args);
  }
}
