package dev.siamese.task;

import dev.siamese.catalog.AudioFolder;
import dev.siamese.catalog.DelimitedFile;
import dev.siamese.catalog.ImageTable;
import dev.siamese.catalog.SentenceFile;
import dev.siamese.catalog.SeriesFile;
import dev.siamese.catalog.SignatureLayout;
import dev.siamese.catalog.TextFile;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.tensor.internal.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Guesses the task from the content of files. */
final class TaskGuess {

  private static final int MIN_VALUES = 8; // columns of a table of series
  private static final int MIN_WORDS = 3; // of a sentence, in the mean

  private TaskGuess() {}

  /**
   * Guesses the task.
   *
   * @throws DataException if nothing of the folder or file is known
   */
  static TaskType of(Path path) {
    if (!Files.isDirectory(path) && !Archive.extension(path).equals(".zip")) {
      return ofFile(path);
    }
    if (SignatureLayout.of(path).isPresent()) {
      return TaskType.SIGNATURES;
    }
    var kinds = extensions(path);
    int images = count(kinds, extension -> ImageFolder.isImage(Path.of("x" + extension)));
    int audio = count(kinds, extension -> AudioFolder.isWav(Path.of("x" + extension)));
    if (images + audio > 0) {
      return audio > images ? TaskType.AUDIO : TaskType.IMAGES;
    }
    if (kinds.containsKey(".ts")) {
      return TaskType.SERIES;
    }
    if (Files.isDirectory(path) && count(kinds, OwnParts.TABLES::contains) > 0) {
      return ofFile(trainingTable(path));
    }
    throw new DataException(
        "%s has no file that can be read%s: images, .wav, .ts, .csv or .tsv files are needed"
            .formatted(path, kinds.isEmpty() ? "" : ", only " + String.join(", ", kinds.keySet())));
  }

  /** The file of the training part, or the only file, of a folder. */
  static Path trainingTable(Path folder) {
    Optional<Path> train = OwnParts.file(folder, "train", OwnParts.TABLES);
    return train.orElseGet(() -> OwnParts.onlyFile(folder, OwnParts.TABLES));
  }

  private static TaskType ofFile(Path file) {
    if (Archive.extension(file).equals(".ts")) {
      return TaskType.SERIES;
    }
    if (ImageFolder.isImage(file) || AudioFolder.isWav(file)) {
      throw new DataException(
          file + " is a single file: give the folder that has one sub-folder for each class");
    }
    if (ImageTable.find(file).isPresent()) {
      return TaskType.IMAGES;
    }
    if (TextFile.isLines(file) || isText(file)) {
      return TaskType.TEXT;
    }
    var table = DelimitedFile.read(file);
    if (table.columns() > MIN_VALUES && !hasNames(table) && isSeries(file)) {
      return TaskType.SERIES;
    }
    return isTable(file) ? TaskType.TABLE : TaskType.RECORDS;
  }

  private static boolean isText(Path file) {
    if (OwnTexts.kind(file, DataOptions.NONE) != OwnTexts.Kind.PAIRS) {
      return OwnTexts.isClassified(file);
    }
    try {
      var pairs = SentenceFile.read(file, error -> {}).pairs();
      boolean areTexts = pairs.texts().size() > pairs.size() / 4; // not a few categories
      return areTexts && OwnTexts.words(pairs.texts().texts()) >= MIN_WORDS;
    } catch (DataException e) {
      return false;
    }
  }

  private static boolean isSeries(Path file) {
    try {
      var series = SeriesFile.read(file);
      return series.classes().size() <= Math.max(2, series.size() / 2);
    } catch (DataException e) {
      return false;
    }
  }

  /** Whether the first row has names that differ in more than a number. */
  private static boolean hasNames(DelimitedFile table) {
    var names =
        table.rows().get(0).stream()
            .map(cell -> cell.replaceAll("[-+]?[\\d.]+([eE][-+]?\\d+)?", ""))
            .distinct()
            .count();
    return names > 2; // one of the values, one of the label
  }

  private static boolean isTable(Path file) {
    try {
      return !TableGuess.label(Csv.read(file)).isEmpty();
    } catch (DataException e) {
      return false;
    }
  }

  private static int count(Map<String, Integer> kinds, Predicate<String> kept) {
    return kinds.entrySet().stream()
        .filter(each -> kept.test(each.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static Map<String, Integer> extensions(Path path) {
    try {
      return Archive.read(
          path,
          root -> {
            var kinds = new TreeMap<String, Integer>();
            for (var file : Archive.files(root, each -> true).files()) {
              kinds.merge(Archive.extension(file), 1, Integer::sum);
            }
            return kinds;
          });
    } catch (IOException e) {
      throw new DataException("cannot read " + path, e);
    }
  }
}
