package dev.siamese.task;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.DataException;
import dev.siamese.model.EncoderCard;
import dev.siamese.tensor.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of tasks, each with its own kind of samples, data sets and default recipe. */
public enum TaskType {
  /** One-shot recognition of characters, or of the classes of a folder of images. */
  IMAGES("omniglot", "images", "omniglot", 5, OneShotTasks.IMAGES),
  /** Recognition of people by images of their faces. */
  FACES("faces", "faces", 6, OneShotTasks.FACES),
  /** Verification of signatures against forgeries. */
  SIGNATURES("signatures", "autographs", 0, SignatureTask.REGISTRY),
  /** Linkage of records that describe the same person with typing errors. */
  RECORDS("records", "febrl", 0, RecordTask.REGISTRY),
  /** Detection of sentences with the same meaning. */
  TEXT("text", "paws", "paraphrases", 0, SentenceTask.REGISTRY),
  /** Recognition of spoken words, or of their speakers. */
  AUDIO("audio", "digits", 1, AudioTask.REGISTRY),
  /** Classification of time series. */
  SERIES("series-rocket", "GunPoint", 0, SeriesTask.REGISTRY),
  /** Detection of a rare class in a table, such as fraud. */
  TABLE("table", "claims", 0, TableTask.REGISTRY);

  /** As a number of held-out groups or classes: as many as the data allows. */
  public static final int FIT = -1;

  private final String defaultRecipe;
  private final String ownDataRecipe;
  private final String defaultData;
  private final int defaultHeldOut;
  private final TaskRegistry<? extends Task> registry;

  TaskType(
      String defaultRecipe,
      String defaultData,
      int defaultHeldOut,
      TaskRegistry<? extends Task> registry) {
    this(defaultRecipe, defaultRecipe, defaultData, defaultHeldOut, registry);
  }

  TaskType(
      String defaultRecipe,
      String ownDataRecipe,
      String defaultData,
      int defaultHeldOut,
      TaskRegistry<? extends Task> registry) {
    this.defaultRecipe = defaultRecipe;
    this.ownDataRecipe = ownDataRecipe;
    this.defaultData = defaultData;
    this.defaultHeldOut = defaultHeldOut;
    this.registry = registry;
  }

  /**
   * {@return the type of that name, in lower case}
   *
   * @param name the name of the constant in lower case
   * @throws IllegalArgumentException if there is none
   */
  public static TaskType named(String name) {
    return Stream.of(values())
        .filter(type -> type.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no task \"%s\": use one of %s"
                        .formatted(
                            name,
                            Stream.of(values())
                                .map(TaskType::toString)
                                .collect(Collectors.joining(", ")))));
  }

  /** {@return the name of the default configuration, see {@link Recipes}} */
  public String defaultRecipe() {
    return defaultRecipe;
  }

  /**
   * {@return the name of the default configuration for a data set} The user's own texts have other
   * defaults than the sentences of the default data set: for pairs, texts with classes, and texts
   * without.
   *
   * @param data one of {@link #dataNames}, or the path of the user's own data
   */
  public String defaultRecipe(String data) {
    return defaultRecipe(data, DataOptions.NONE);
  }

  /**
   * {@return the same with options of the user's own data}
   *
   * @param data as above
   * @param options that say what the data is
   */
  public String defaultRecipe(String data, DataOptions options) {
    if (dataNames().contains(data)) {
      return defaultRecipe;
    }
    boolean isText = this == TEXT && Files.exists(Path.of(data));
    return isText ? OwnTexts.kind(Path.of(data), options).recipe() : ownDataRecipe;
  }

  /** {@return the name of the default data set} */
  public String defaultData() {
    return defaultData;
  }

  /** {@return the default number of groups or classes to hold out for validation} */
  public int defaultHeldOut() {
    return defaultHeldOut;
  }

  /** {@return the names of all data sets} */
  public List<String> dataNames() {
    return registry.names();
  }

  /**
   * Creates a task.
   *
   * @param data one of {@link #dataNames}, or the path of the user's own data
   * @param home where the data sets are, or are downloaded to
   * @param heldOut the number of alphabets, people or speakers to validate on instead of training
   *     on them, or {@link #FIT}; ignored by data sets with a fixed validation part
   * @param seed of synthetic data, random splits and episodes
   * @return the task, read or generated
   * @throws IllegalArgumentException if there is no such data set
   */
  public Task load(String data, DataDirectory home, int heldOut, Seed seed) {
    return load(data, home, heldOut, seed, DataException::raise);
  }

  /**
   * Creates a task as above, without the samples of the user's own data that cannot be read or
   * used.
   *
   * @param data as above
   * @param home as above
   * @param heldOut as above
   * @param seed as above
   * @param skipped receives, for each sample left out, the reason, which names it
   * @return the task
   */
  public Task load(
      String data, DataDirectory home, int heldOut, Seed seed, Consumer<DataException> skipped) {
    return load(data, DataOptions.NONE, home, heldOut, seed, skipped);
  }

  /**
   * Creates a task as above, with options of the user's own data.
   *
   * @param data as above
   * @param options that replace what is guessed of the user's own data
   * @param home as above
   * @param heldOut as above
   * @param seed as above
   * @param skipped as above
   * @return the task
   * @throws IllegalArgumentException if there is no such data set, or an option is not of this task
   */
  public Task load(
      String data,
      DataOptions options,
      DataDirectory home,
      int heldOut,
      Seed seed,
      Consumer<DataException> skipped) {
    return TaskRegistry.load(registry, data, options, home, fitted(data, heldOut), seed, skipped);
  }

  /**
   * Creates the task that evaluates a trained encoder. Of the user's own data, it has the classes
   * or samples that were held out when the encoder was trained, by the names in the encoder's file;
   * of data of another place, those that the encoder was not trained on.
   *
   * @param data as above
   * @param home as above
   * @param card of the encoder
   * @param skipped as above
   * @param notes receives a sentence for each thing that is missing, left out or not held out
   * @return the task
   */
  public Task loadForEvaluation(
      String data,
      DataDirectory home,
      EncoderCard card,
      Consumer<DataException> skipped,
      Consumer<String> notes) {
    var seed = new Seed(Long.parseLong(card.metadata().getOrDefault("seed", "0")));
    var split = RecordedSplit.of(card);
    var options = dataNames().contains(data) ? DataOptions.NONE : DataOptions.of(card.metadata());
    if (split.isPresent() && registry.evaluatesBySplit(data)) {
      return registry.evaluation(
          data, new EvaluationRequest(options, card, split.get(), seed, skipped, notes));
    }
    return load(data, options, home, 0, seed, skipped);
  }

  private int fitted(String data, int heldOut) {
    return heldOut == FIT && registry.names().contains(data) ? defaultHeldOut : heldOut;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
