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
  private FolderFactory<T> folderFactory; // null if a folder of the user's own is not possible

  /** Creates the task of one data set. */
  @FunctionalInterface
  interface Factory<T> {
    T create(DataDirectory home, int heldOut, Seed seed);
  }

  /** Creates a task of a folder; the errors of unusable images go to a consumer. */
  @FunctionalInterface
  interface FolderFactory<T> {
    T create(Path folder, int heldOut, Seed seed, Consumer<DataException> unusable);
  }

  /** Adds the task of a data set. */
  TaskRegistry<T> with(String name, Factory<T> factory) {
    factories.put(name, factory);
    return this;
  }

  /** Accepts the path of a folder as a name, too. */
  TaskRegistry<T> withFolders(FolderFactory<T> factory) {
    folderFactory = factory;
    return this;
  }

  List<String> names() {
    return List.copyOf(factories.keySet());
  }

  T create(String name, DataDirectory home, int heldOut, Seed seed) {
    return create(
        name,
        home,
        heldOut,
        seed,
        error -> {
          throw error;
        });
  }

  /**
   * Creates a task.
   *
   * @param unusable receives the error of each unusable image of a folder
   * @throws IllegalArgumentException if the name is unknown
   */
  T create(
      String name, DataDirectory home, int heldOut, Seed seed, Consumer<DataException> unusable) {
    var factory = factories.get(name);
    if (factory != null) {
      return factory.create(home, heldOut, seed);
    }
    if (folderFactory != null && Files.exists(Path.of(name))) {
      return folderFactory.create(Path.of(name), heldOut, seed, unusable);
    }
    throw new IllegalArgumentException(
        "there is no data set \"%s\": use one of %s%s"
            .formatted(
                name,
                String.join(", ", factories.keySet()),
                folderFactory == null
                    ? ""
                    : ", or the path of a folder with one sub-folder of images for each class"));
  }
}
