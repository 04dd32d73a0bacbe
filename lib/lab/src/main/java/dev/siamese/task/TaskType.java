package dev.siamese.task;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.UcrArchive;
import dev.siamese.tensor.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What encoders can be trained for by name, each with its own kind of samples. */
public enum TaskType {
  /** Characters, one of each class known. */
  IMAGES("omniglot", "omniglot", 5, OneShotTask.NAMES, OneShotTask::named),
  /** People by photos of their faces. */
  FACES("faces", "faces", 6, List.of("faces"), OneShotTask::named),
  /** Writers by their signatures, against forgers. */
  SIGNATURES(
      "signatures",
      "autographs",
      0,
      SignatureTask.NAMES,
      (data, home, heldOut, seed) -> SignatureTask.named(data, home, seed)),
  /** Records with typing errors about the same person. */
  RECORDS(
      "records",
      "febrl",
      0,
      RecordTask.NAMES,
      (data, home, heldOut, seed) -> RecordTask.named(data, home, seed)),
  /** Sentences that mean the same. */
  TEXT(
      "text",
      "paraphrases",
      0,
      SentenceTask.NAMES,
      (data, home, heldOut, seed) -> SentenceTask.named(data, home, seed)),
  /** Spoken words, or who says them. */
  AUDIO("audio", "digits", 1, AudioTask.NAMES, AudioTask::named),
  /** Classes of time series. */
  SERIES(
      "series",
      "GunPoint",
      0,
      Stream.concat(Stream.of(SeriesTask.SYNTHETIC), UcrArchive.NAMES.stream()).toList(),
      (data, home, heldOut, seed) -> SeriesTask.named(data, home, seed));

  private final String defaultRecipe;
  private final String defaultData;
  private final int defaultHeldOut;
  private final List<String> dataNames;
  private final Loader loader;

  TaskType(String recipe, String data, int heldOut, List<String> allData, Loader reader) {
    this.defaultRecipe = recipe;
    this.defaultData = data;
    this.defaultHeldOut = heldOut;
    this.dataNames = allData;
    this.loader = reader;
  }

  /** Makes a task of the data of a name. */
  private interface Loader {
    Task load(String data, DataDirectory home, int heldOut, Seed seed);
  }

  /**
   * The subject of that name, in lower case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TaskType named(String name) {
    for (var subject : values()) {
      if (subject.toString().equals(name)) {
        return subject;
      }
    }
    throw new IllegalArgumentException(
        "there is no task \"%s\", only %s"
            .formatted(
                name, String.join(", ", Stream.of(values()).map(TaskType::toString).toList())));
  }

  /** The recipe that suits it, by name. */
  public String defaultRecipe() {
    return defaultRecipe;
  }

  /** The data to take unless something else is asked for. */
  public String defaultData() {
    return defaultData;
  }

  /** How much of it to hold out for validation unless something else is asked for. */
  public int defaultHeldOut() {
    return defaultHeldOut;
  }

  /** All data that there is a name for. */
  public List<String> dataNames() {
    return dataNames;
  }

  /**
   * The task itself.
   *
   * @param data one of {@link #dataNames}; of images and faces, also a folder with a sub-folder for
   *     each class
   * @param home where the data is, or is downloaded to
   * @param heldOut how many alphabets, people or speakers are validated on instead of learned from,
   *     where the data leaves that open
   * @throws IllegalArgumentException if there is no such data
   */
  public Task load(String data, DataDirectory home, int heldOut, Seed seed) {
    boolean ownPictures = (this == IMAGES || this == FACES) && Files.exists(Path.of(data));
    if (!dataNames.contains(data) && !ownPictures) {
      throw new IllegalArgumentException(
          "%s: there is no data \"%s\", only %s"
              .formatted(this, data, String.join(", ", dataNames)));
    }
    return loader.load(data, home, heldOut, seed);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
