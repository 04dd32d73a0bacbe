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
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Classification of time series by their nearest neighbour: a training and a test part of the same
 * classes. Test series are compared with the training series.
 *
 * @param name of the data set
 * @param train the training series
 * @param test the series to classify
 */
public record SeriesTask(String name, Sequences train, Sequences test) implements Task {

  /** The name of the synthetic data set. */
  public static final String SYNTHETIC = "signals";

  static final TaskRegistry<SeriesTask> REGISTRY = registry();

  private static TaskRegistry<SeriesTask> registry() {
    var registry =
        new TaskRegistry<SeriesTask>().with(SYNTHETIC, (home, heldOut, seed) -> signals(seed));
    for (var name : UcrArchive.NAMES) {
      registry.with(
          name,
          (home, heldOut, seed) -> {
            var archive = new UcrArchive(home);
            return new SeriesTask(name, archive.train(name), archive.test(name));
          });
    }
    return registry.withOwnData(OwnSeries.KINDS, OwnSeries::load, OwnSeries::evaluation);
  }

  /**
   * Creates a task by name: a data set of {@link UcrArchive#NAMES} with the archive's own split, or
   * {@link #SYNTHETIC} signals.
   *
   * @param name one of {@link UcrArchive#NAMES}, or {@link #SYNTHETIC}
   * @param home where the archive's files are
   * @param seed of the synthetic signals
   * @return the task, read or generated
   * @throws IllegalArgumentException if there is no such task
   */
  public static SeriesTask named(String name, DataDirectory home, Seed seed) {
    return REGISTRY.create(name, home, 0, seed);
  }

  private static SeriesTask signals(Seed seed) {
    var signals = new SyntheticSeries(3, 20, 100);
    var curves = seed.derive("curves");
    return new SeriesTask(
        SYNTHETIC,
        signals.generate(curves, seed.derive("train")),
        signals.generate(curves, seed.derive("test")));
  }

  /**
   * The training part as stratified cross-validation folds, for choosing hyper-parameters: each
   * task tests on one fold and trains on the others.
   *
   * @param count the number of folds, at least 2
   * @param seed of the assignment of samples to folds
   * @return one task per fold
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
      int testFold = f;
      var rows = IntStream.range(0, fold.length);
      var parts = rows.boxed().collect(Collectors.partitioningBy(r -> fold[r] == testFold));
      tasks.add(
          new SeriesTask(
              name,
              train.select(parts.get(false).stream().mapToInt(Integer::intValue).toArray()),
              train.select(parts.get(true).stream().mapToInt(Integer::intValue).toArray())));
    }
    return tasks;
  }

  /**
   * {@return the error rate: the fraction of test series whose nearest training series has another
   * class}
   *
   * @param encoder trained on the training part
   */
  public Interval error(Encoder encoder) {
    try (var manager = Torch.manager(encoder.device())) {
      var metrics =
          RetrievalMetrics.of(
              encoder.embed(test, manager),
              test.labels(),
              encoder.embed(train, manager),
              train.labels(),
              encoder.card().distance(),
              1);
      int correct = (int) Math.round(metrics.precisionAt1() * test.size());
      return Interval.wilson(test.size() - correct, test.size());
    }
  }

  @Override
  public TrainingResult train(
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    return TaskTraining.train(
        name, train, Optional.empty(), config, device, seed, listener, checkpoint);
  }

  @Override
  public Measurements measure(Encoder encoder) {
    return new Measurements(metrics(error(encoder)));
  }

  /** The nearest training series by dynamic time warping, and beside it by Euclidean distance. */
  @Override
  public Optional<Baseline> baseline() {
    var metrics = metrics(new Dtw(1).error(train, test));
    var euclidean = new Dtw(0).error(train, test);
    metrics.put("error_euclidean", new Measurement(euclidean, test.size()));
    return Optional.of(new Baseline("dynamic time warping", new Measurements(metrics)));
  }

  private Map<String, Measurement> metrics(Interval error) {
    var metrics = new LinkedHashMap<String, Measurement>();
    metrics.put("error", new Measurement(error, test.size()));
    return metrics;
  }

  @Override
  public Optional<RecordedSplit> split() {
    return Optional.of(
        new RecordedSplit(
            "sample", "by series", OwnSeries.hashes(train), List.of(), OwnSeries.hashes(test)));
  }

  /** One number: a test series of a class without training series has no correct neighbour. */
  @Override
  public int[] trainingClassSizes() {
    return new int[] {train.size()};
  }

  @Override
  public SeriesTask trainSubset(int classes, double fraction, Seed seed) {
    TrainSubset.requireOneClass(classes);
    int all = (int) IntStream.of(train.classSizes()).filter(size -> size > 0).count();
    var part = TrainSubset.of(train, all, fraction, seed);
    return new SeriesTask(name, part, test);
  }

  @Override
  public String toString() {
    return "%s: %,d training series of %d classes, %,d test series"
        .formatted(name, train.size(), train.classes().size(), test.size());
  }
}
