package dev.siamese.task;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.DataException;
import dev.siamese.tensor.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The tasks of one kind by the names of their data sets. */
final class TaskRegistry<T> {

  private final Map<String, Factory<T>> factories = new LinkedHashMap<>();
  private OptionsFactory ownData; // null if the user's own data is not possible
  private EvaluationFactory evaluation; // of the user's own data
  private String ownDataKinds; // what the path of it may be
  private List<String> ownDataOptions = List.of(); // their names

  /** Creates the task of one data set. */
  @FunctionalInterface
  interface Factory<T> {
    T create(DataDirectory home, int heldOut, Seed seed);
  }

  /** Creates a task of a file or folder; the errors of its unusable samples go to a consumer. */
  @FunctionalInterface
  interface OwnDataFactory {
    Task create(Path path, int heldOut, Seed seed, Consumer<DataException> unusable);
  }

  /** The same with options. */
  @FunctionalInterface
  interface OptionsFactory {
    Task create(
        Path path, DataOptions options, int heldOut, Seed seed, Consumer<DataException> unusable);
  }

  /** Creates a task to evaluate an encoder by the split in its file. */
  @FunctionalInterface
  interface EvaluationFactory {
    Task create(Path path, EvaluationRequest request);
  }

  /** Adds the task of a data set. */
  TaskRegistry<T> with(String name, Factory<T> factory) {
    factories.put(name, factory);
    return this;
  }

  /**
   * Accepts the path of a file or folder as a name, too.
   *
   * @param kinds what it may be, as in "the path of a folder with …"
   */
  TaskRegistry<T> withOwnData(
      String kinds, OwnDataFactory factory, EvaluationFactory evaluationFactory) {
    return withOwnData(
        kinds,
        List.of(),
        (path, options, heldOut, seed, unusable) -> factory.create(path, heldOut, seed, unusable),
        evaluationFactory);
  }

  /** The same with the names of {@link DataOptions} that are possible. */
  TaskRegistry<T> withOwnData(
      String kinds,
      List<String> options,
      OptionsFactory factory,
      EvaluationFactory evaluationFactory) {
    ownDataKinds = kinds;
    ownDataOptions = options;
    ownData = factory;
    evaluation = evaluationFactory;
    return this;
  }

  /** Whether the path of the user's own data is evaluated by the split in an encoder's file. */
  boolean evaluatesBySplit(String name) {
    return evaluation != null && !factories.containsKey(name);
  }

  Task evaluation(String path, EvaluationRequest request) {
    OwnParts.requireExists(Path.of(path));
    return evaluation.create(Path.of(path), request);
  }

  List<String> names() {
    return List.copyOf(factories.keySet());
  }

  /**
   * Creates the task of a data set.
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  T create(String name, DataDirectory home, int heldOut, Seed seed) {
    var factory = factories.get(name);
    if (factory == null) {
      throw unknown(name);
    }
    return factory.create(home, heldOut, seed);
  }

  /** Creates the task of a data set or of the user's own data, without options. */
  static <T extends Task> Task load(
      TaskRegistry<T> registry,
      String name,
      DataDirectory home,
      int heldOut,
      Seed seed,
      Consumer<DataException> unusable) {
    return load(registry, name, DataOptions.NONE, home, heldOut, seed, unusable);
  }

  /**
   * Creates the task of a data set or of the user's own data.
   *
   * @param name of a data set, or a path
   * @param options of the user's own data; none for a data set
   * @param unusable receives the error of each unusable sample of the user's own data
   * @throws IllegalArgumentException if there is neither
   */
  static <T extends Task> Task load(
      TaskRegistry<T> registry,
      String name,
      DataOptions options,
      DataDirectory home,
      int heldOut,
      Seed seed,
      Consumer<DataException> unusable) {
    if (registry.ownData == null || registry.factories.containsKey(name)) {
      options.requireOnly("the data set " + name, List.of());
      return registry.create(name, home, heldOut, seed);
    }
    if (!Files.exists(Path.of(name))) {
      if (Path.of(name).getNameCount() > 1) {
        OwnParts.requireExists(Path.of(name));
      }
      throw registry.unknown(name);
    }
    options.requireOnly("this task", registry.ownDataOptions);
    return registry.ownData.create(Path.of(name), options, heldOut, seed, unusable);
  }

  private IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "there is no data set or path \"%s\": use one of %s%s"
            .formatted(
                name,
                String.join(", ", factories.keySet()),
                ownData == null ? "" : ", or the path of " + ownDataKinds));
  }
}
