import dev.siamese.task.DataOptions;
import java.util.LinkedHashMap;
import picocli.CommandLine.Option;

/** Options that say how the user's own data is read. */
final class OwnDataOptions {

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "Your own table or classified text: column of the classes (default: guessed).")
  private String label;

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description = "Your own table: class to detect (default: the rarer of two).")
  private String positive;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description =
          "Your own table: the latest quarter of the rows by this column is the test; none for a"
              + " random split (default: guessed).")
  private String time;

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description = "Your own table: no value of this column is in two parts.")
  private String group;

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN,…",
      description = "Your own table: columns that are no features.")
  private String ignore;

  @Option(
      names = "--formats",
      paramLabel = "COLUMN=FORMAT,…",
      description =
          "Your own table: how columns are written where the values leave it open, as in"
              + " since=day/month/year,price=decimal-comma (default: guessed).")
  private String formats;

  @Option(
      names = "--speaker-pattern",
      paramLabel = "REGEX",
      description =
          "Your own audio: regular expression of file names whose first group is the speaker, as in"
              + " _(\\w+)_.")
  private String speakerPattern;

  DataOptions values() {
    var values = new LinkedHashMap<String, String>();
    values.put(DataOptions.LABEL, label);
    values.put(DataOptions.POSITIVE, positive);
    values.put(DataOptions.TIME, time);
    values.put(DataOptions.GROUP, group);
    values.put(DataOptions.IGNORE, ignore);
    values.put(DataOptions.FORMATS, formats);
    values.put(DataOptions.SPEAKER_PATTERN, speakerPattern);
    return new DataOptions(values);
  }
}
