package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.baseline.Dtw;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.UcrArchive;
import dev.siamese.data.Sequences;
import dev.siamese.metrics.Interval;
import dev.siamese.metrics.RetrievalMetrics;
import dev.siamese.model.Encoder;
import dev.siamese.synthetic.SyntheticSeries;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
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
  public static final String SYNTHETIC = "signals";

  /**
   * A task of that name: a set of {@link UcrArchive#NAMES} with the archive's own split, or
   * invented signals.
   *
   * @param home where the archive's files are
   * @throws IllegalArgumentException if there is no such task
   */
  public static SeriesTask named(String name, DataDirectory home, Seed seed) {
    if (name.equals(SYNTHETIC)) {
      var signals = new SyntheticSeries(3, 20, 100);
      var curves = seed.derive("curves");
      return new SeriesTask(
          name,
          signals.generate(curves, seed.derive("train")),
          signals.generate(curves, seed.derive("test")));
    }
    if (!UcrArchive.NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "there is no task \"%s\", only %s, %s"
              .formatted(name, SYNTHETIC, String.join(", ", UcrArchive.NAMES)));
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
          RetrievalMetrics.of(
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
  public TrainingResult train(
      Recipe recipe, Device device, Seed seed, TrainingListener listener, Path checkpoint) {
    var encoder = recipe.createEncoder(train, device, seed);
    Recipe.setTrainingMetadata(encoder, name, recipe.createLoss(), seed);
    var training = recipe.training(encoder, train, seed.derive("training"));
    training.optListener(listener).optCheckpoint(checkpoint);
    return new TrainingResult(encoder, training.build().train());
  }

  @Override
  public Map<String, Double> evaluate(Encoder encoder) {
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
