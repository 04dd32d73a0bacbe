import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of scripts that find duplicate records. */
final class DedupeOptions {

  @Option(
      names = "--key",
      required = true,
      paramLabel = "COLUMN",
      description = "Column that identifies a record; its values must be unique in a file.")
  String key;

  @Option(
      names = "--gold",
      paramLabel = "FILE",
      description =
          "CSV file of all true pairs, columns left and right with keys; prints precision and"
              + " recall on them.")
  Path gold;

  @Option(
      names = "--fields",
      split = ",",
      paramLabel = "COLUMN",
      splitSynopsisLabel = ",",
      showDefaultValue = Visibility.NEVER,
      description = "Columns to compare (default: all but the key).")
  private List<String> fields = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description =
          "Lowest score of a duplicate, from 0 to 1; a probability if the matcher was fitted to"
              + " labelled pairs (default: that of the matcher).")
  private Double threshold;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Empty for all but the key. */
  List<String> fields() {
    return fields.stream().map(String::strip).toList();
  }

  /** Null for that of the matcher. */
  Double threshold() {
    if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
      throw new ParameterException(
          command.commandLine(), "--threshold must be a score from 0 to 1, got " + threshold);
    }
    return threshold;
  }
}
