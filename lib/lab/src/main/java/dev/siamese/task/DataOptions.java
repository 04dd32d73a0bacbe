package dev.siamese.task;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the user's own data is read, beyond what its content says: the values of the scripts' options
 * of the same names. What is not given is guessed.
 *
 * @param values by name, one of {@link #NAMES}; those that are null or blank are left out
 */
public record DataOptions(Map<String, String> values) {

  /** The column with the classes. */
  public static final String LABEL = "label";

  /** The class to detect. */
  public static final String POSITIVE = "positive";

  /** The column by which the latest rows are the test part; {@code none} for a random split. */
  public static final String TIME = "time";

  /** The column whose values are each in one part only. */
  public static final String GROUP = "group";

  /** The columns that are no features, separated by commas. */
  public static final String IGNORE = "ignore";

  /** How columns are written, such as {@code since=day/month/year,price=decimal-comma}. */
  public static final String FORMATS = "formats";

  /** A regular expression of file names, whose first group is the speaker. */
  public static final String SPEAKER_PATTERN = "speaker-pattern";

  /** All names. */
  public static final List<String> NAMES =
      List.of(LABEL, POSITIVE, TIME, GROUP, IGNORE, FORMATS, SPEAKER_PATTERN);

  /** No option: everything is guessed. */
  public static final DataOptions NONE = new DataOptions(Map.of());

  private static final String KEY = "option ";

  /**
   * Copies the values.
   *
   * @param values by name
   * @throws IllegalArgumentException if a name is unknown
   */
  public DataOptions {
    var given = new LinkedHashMap<String, String>();
    values.forEach(
        (name, value) -> {
          if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                "there is no option \"%s\": use one of %s"
                    .formatted(name, String.join(", ", NAMES)));
          }
          if (value != null && !value.isBlank()) {
            given.put(name, value.strip());
          }
        });
    values = Collections.unmodifiableMap(given);
  }

  /**
   * {@return the options that a training stored on the card of its encoder}
   *
   * @param metadata of the card
   */
  public static DataOptions of(Map<String, String> metadata) {
    var values = new LinkedHashMap<String, String>();
    NAMES.forEach(name -> values.put(name, metadata.get(KEY + name)));
    return new DataOptions(values);
  }

  /** {@return the options as metadata of a card} */
  public Map<String, String> metadata() {
    var metadata = new LinkedHashMap<String, String>();
    values.forEach((name, value) -> metadata.put(KEY + name, value));
    return metadata;
  }

  /**
   * {@return the value of an option, empty if it is not given}
   *
   * @param name one of {@link #NAMES}
   */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Refuses options that a task does not use. */
  void requireOnly(String task, List<String> names) {
    for (var name : values.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "--%s is no option of %s%s"
                .formatted(
                    name,
                    task,
                    names.isEmpty() ? ": leave it out" : ", only --" + String.join(", --", names)));
      }
    }
  }

  /** As options of a script, with a space in front of each. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append(" --")
                .append(name)
                .append(' ')
                .append(value.matches("[\\w./:-]+") ? value : "'" + value + "'"));
    return text.toString();
  }
}
