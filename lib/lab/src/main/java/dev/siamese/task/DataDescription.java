package dev.siamese.task;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.DataException;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is understood of the user's own data: its task, its classes, what is wrong with it, and what
 * a training holds out.
 *
 * @param type the task, guessed unless it was given
 * @param lines one fact each, to be printed
 */
public record DataDescription(TaskType type, List<String> lines) {

  private static final int LISTED = 5; // unreadable samples that are named

  /**
   * Describes data.
   *
   * @param path a file, folder or zip file
   * @param task the task; empty to guess it from the content
   * @param seed of the split that a training with this seed makes
   * @return the description
   * @throws DataException if there is nothing at the path, or nothing that can be read
   */
  public static DataDescription of(Path path, Optional<TaskType> task, Seed seed) {
    return of(path, task, DataOptions.NONE, seed);
  }

  /**
   * Describes data.
   *
   * @param path as above
   * @param task as above
   * @param options that replace what is guessed
   * @param seed as above
   * @return the description
   * @throws DataException as above
   */
  public static DataDescription of(
      Path path, Optional<TaskType> task, DataOptions options, Seed seed) {
    OwnParts.requireExists(path);
    var type = task.orElseGet(() -> TaskGuess.of(path));
    var lines = new ArrayList<String>();
    lines.add(line("task", type + (task.isPresent() ? "" : " (guessed; --task changes it)")));
    switch (type) {
      case IMAGES, FACES, SIGNATURES -> lines.addAll(FolderDescription.ofImages(path, type));
      case AUDIO -> lines.addAll(FolderDescription.ofAudio(path, options));
      case TABLE -> lines.addAll(ClassTableDescription.of(path, options));
      case TEXT -> {
        boolean pairs = OwnTexts.kind(path, options) == OwnTexts.Kind.PAIRS;
        lines.addAll(pairs ? TableDescription.of(path, type) : TextDescription.of(path, options));
      }
      default -> lines.addAll(TableDescription.of(path, type));
    }
    if (type == TaskType.RECORDS) {
      return new DataDescription(type, lines);
    }
    var skipped = new ArrayList<DataException>();
    var facts = new ArrayList<String>();
    try {
      var loaded = type.load(path.toString(), options, noData(), TaskType.FIT, seed, skipped::add);
      facts.add(line("split", loaded.toString()));
      facts.add(
          line(
              "to train",
              "jbang/run Train --task %s --data %s%s%s"
                  .formatted(
                      type, quoted(path), options, skipped.isEmpty() ? "" : " --skip-unusable")));
    } catch (DataException | IllegalArgumentException e) {
      facts.add(line("split", "not possible: " + e.getMessage()));
    }
    if (!skipped.isEmpty()) {
      lines.add(line("unreadable", Counts.of(skipped.size(), "sample")));
      skipped.stream().limit(LISTED).forEach(each -> lines.add(line("", each.getMessage())));
    }
    lines.addAll(facts);
    return new DataDescription(type, lines);
  }

  private static DataDirectory noData() {
    return new DataDirectory(List.of(), Path.of("."));
  }

  /** A line with what it is about in front. */
  static String line(String topic, String fact) {
    return "%-12s %s".formatted(topic.isEmpty() ? "" : topic + ":", fact);
  }

  /** A path as an argument of a shell. */
  static String quoted(Path path) {
    var text = path.toString();
    return text.matches("[\\w./:\\\\-]+") ? text : "\"" + text + "\"";
  }

  /** The smallest, median and largest of the sizes of classes, given by name. */
  static String sizes(Map<String, Integer> sizes, String noun) {
    var sorted = sizes.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
    int classes = sorted.size();
    var smallest = sorted.get(0);
    var largest = sorted.get(classes - 1);
    int median = sorted.get((classes - 1) / 2).getValue();
    return "%s; smallest %,d %s (%s), median %,d, largest %,d (%s)"
        .formatted(
            Counts.of(classes, "class"),
            smallest.getValue(),
            noun,
            smallest.getKey(),
            median,
            largest.getValue(),
            largest.getKey());
  }

  @Override
  public String toString() {
    return String.join(System.lineSeparator(), lines);
  }
}
