package dev.siamese.experiment;

import ai.djl.Device;
import dev.siamese.catalog.DataHome;
import dev.siamese.catalog.UcrArchive;
import dev.siamese.data.Sequences;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.evaluation.Dtw;
import dev.siamese.evaluation.Interval;
import dev.siamese.evaluation.Retrieval;
import dev.siamese.invented.Signals;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An examination in naming series by their nearest neighbour: what to learn from, whose series are
 * also the known ones, and what to be judged on. The classes are the same in both.
 *
 * @param name of the data
 * @param train series to learn from and to compare with
 * @param test series to name
 */
public record SeriesTask(String name, Sequences train, Sequences test) implements Task {

  /** The task without any data set. */
  public static final String INVENTED = "signals";

  /**
   * A task of that name: a set of {@link UcrArchive#NAMES} with the archive's own split, or
   * invented signals.
   *
   * @param home where the archive's files are
   * @throws IllegalArgumentException if there is no such task
   */
  public static SeriesTask named(String name, DataHome home, Seed seed) {
    if (name.equals(INVENTED)) {
      var signals = new Signals(3, 20, 100);
      var curves = seed.derive("curves");
      return new SeriesTask(
          name,
          signals.draw(curves, seed.derive("train")),
          signals.draw(curves, seed.derive("test")));
    }
    if (!UcrArchive.NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "there is no task \"%s\", only %s, %s"
              .formatted(name, INVENTED, String.join(", ", UcrArchive.NAMES)));
    }
    var archive = new UcrArchive(home);
    return new SeriesTask(name, archive.train(name), archive.test(name));
  }

  /**
   * The training part cut into as many tasks of its own, each judged on other series and learned
   * from the rest: what to choose by, since the test part is not for that. Every part has about the
   * same share of each class.
   */
  public List<SeriesTask> folds(int count, Seed seed) {
    var fold = new int[train.size()];
    int next = 0;
    for (int label = 0; label < train.classes().size(); label++) {
      for (int row : seed.derive(label).permutation(train.size())) {
        if (train.label(row) == label) {
          fold[row] = next++ % count;
        }
      }
    }
    var tasks = new ArrayList<SeriesTask>();
    for (int f = 0; f < count; f++) {
      int mine = f;
      var rows = IntStream.range(0, fold.length);
      var parts = rows.boxed().collect(Collectors.partitioningBy(r -> fold[r] == mine));
      tasks.add(
          new SeriesTask(
              name,
              train.select(parts.get(false).stream().mapToInt(Integer::intValue).toArray()),
              train.select(parts.get(true).stream().mapToInt(Integer::intValue).toArray())));
    }
    return tasks;
  }

  /** The share of test series whose nearest training series is of another class. */
  public Interval error(Encoder encoder) {
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      var found =
          Retrieval.of(
              encoder.embed(test, manager),
              test.labels(),
              encoder.embed(train, manager),
              train.labels(),
              encoder.card().distance(),
              1);
      int right = (int) Math.round(found.precisionAt1() * test.size());
      return Interval.wilson(test.size() - right, test.size());
    }
  }

  @Override
  public Trained train(
      Recipe recipe, Device device, Seed seed, TrainingListener listener, Path checkpoint) {
    var encoder = recipe.encoder(train, device, seed);
    Recipe.describe(encoder, name, recipe.lossFunction(), seed);
    var training = recipe.training(encoder, train, seed.derive("training"));
    training.optListener(listener).optCheckpoint(checkpoint);
    return new Trained(encoder, training.build().run());
  }

  @Override
  public Map<String, Double> examine(Encoder encoder) {
    var figures = new LinkedHashMap<String, Double>();
    var error = error(encoder);
    figures.put("error", error.value());
    figures.put("low", error.low());
    figures.put("high", error.high());
    figures.put("error_of_euclidean", new Dtw(0).error(train, test).value());
    figures.put("error_of_time_warping", new Dtw(1).error(train, test).value());
    return figures;
  }

  @Override
  public String toString() {
    return "%s: %,d series of %d classes to learn from, %,d to name"
        .formatted(name, train.size(), train.classes().size(), test.size());
  }
}
