package dev.siamese.study;

import dev.siamese.metrics.Interval;
import dev.siamese.task.Baseline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * A metric of the test by the number of training classes and of samples per class: the results of a
 * {@link LearningCurveStudy}, means over the seeds with Student's 95 % intervals.
 *
 * @param metric its name, such as {@code error}
 * @param runs the results
 */
public record LearningCurve(String metric, List<LearningCurveRun> runs) {

  private static final List<String> OTHER_COLUMNS =
      List.of("classes", "samples_per_class", "training_samples", "runs", "low", "high");

  /** The runs of all seeds on one part. */
  private record Point(List<LearningCurveRun> runs) {

    int classes() {
      return runs.get(0).classes();
    }

    int samples() {
      return runs.get(0).samples();
    }

    int trainingSamples() {
      return (int)
          Math.round(
              runs.stream().mapToInt(LearningCurveRun::trainingSamples).average().orElseThrow());
    }

    double[] values(String metric) {
      return runs.stream().mapToDouble(run -> run.metrics().get(metric)).toArray();
    }
  }

  /**
   * Reads the results of a study.
   *
   * @param folder that it wrote
   * @param metric the name of a metric of the task; empty for the first, the most important one
   * @return the curve
   * @throws IllegalArgumentException if there is no such metric, or there are no results
   * @throws dev.siamese.data.DataException if the results are damaged
   */
  public static LearningCurve read(Path folder, String metric) {
    var runs = runs(new ResultLog(folder.resolve("runs.csv")));
    var names =
        runs.stream()
            .limit(1)
            .flatMap(run -> run.metrics().keySet().stream())
            .filter(name -> OTHER_COLUMNS.stream().noneMatch(name::equalsIgnoreCase))
            .toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException(folder + " has no results of a learning curve");
    }
    var name = metric.isEmpty() ? names.get(0) : metric;
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "there is no metric \"%s\": use one of %s".formatted(name, String.join(", ", names)));
    }
    return new LearningCurve(name, runs);
  }

  static List<LearningCurveRun> runs(ResultLog log) {
    return log.read(LearningCurveRun::of);
  }

  /** Such as {@code 20 classes of 10 samples}. */
  static String describe(int classes, int samples) {
    return classes == 1
        ? "%,d training samples".formatted(samples)
        : "%,d classes of %,d samples".formatted(classes, samples);
  }

  private Point full() {
    int classes = runs.stream().mapToInt(LearningCurveRun::classes).max().orElseThrow();
    int samples = runs.stream().mapToInt(LearningCurveRun::samples).max().orElseThrow();
    return points(run -> run.classes() == classes && run.samples() == samples).get(0);
  }

  private List<Point> points(Predicate<LearningCurveRun> kept) {
    return runs.stream()
        .filter(kept)
        .sorted(
            Comparator.comparingInt(LearningCurveRun::classes)
                .thenComparing(LearningCurveRun::samples)
                .thenComparing(LearningCurveRun::seed))
        .collect(
            Collectors.groupingBy(
                run -> List.of(run.classes(), run.samples()),
                LinkedHashMap::new,
                Collectors.toList()))
        .values()
        .stream()
        .map(Point::new)
        .toList();
  }

  private List<Point> ofClasses() {
    int samples = full().samples();
    return points(run -> run.samples() == samples);
  }

  private List<Point> ofSamples() {
    int classes = full().classes();
    return points(run -> run.classes() == classes);
  }

  /**
   * One row per part of the training data: {@code classes, samples_per_class, training_samples,
   * runs}, the metric, {@code low, high}.
   *
   * @return the table, by the number of classes and of samples
   */
  public Table table() {
    return table(points(run -> true));
  }

  /**
   * The same tables of the two lines of the curve by their names, with the number of training
   * samples as the first column, as charts take them.
   *
   * @return one table for fewer classes and one for fewer samples, if they have several rows
   */
  public Map<String, Table> lines() {
    var lines = new LinkedHashMap<String, Table>();
    var full = full();
    add(lines, "fewer classes, %,d samples each".formatted(full.samples()), ofClasses());
    var fewer =
        full.classes() == 1 ? "encoder" : "%,d classes, fewer samples".formatted(full.classes());
    add(lines, fewer, ofSamples());
    return lines;
  }

  private void add(Map<String, Table> lines, String name, List<Point> points) {
    if (points.size() > 1) {
      var table = table(points);
      table.removeColumns("classes", "samples_per_class");
      lines.put(name, table);
    }
  }

  private Table table(List<Point> points) {
    var means = points.stream().map(this::mean).toList();
    return Table.create(
        "learning curve",
        count("classes", points, Point::classes),
        count("samples_per_class", points, Point::samples),
        count("training_samples", points, Point::trainingSamples),
        count("runs", points, point -> point.runs.size()),
        fraction(metric, means.stream().mapToDouble(Interval::value).toArray()),
        fraction("low", means.stream().mapToDouble(Interval::low).toArray()),
        fraction("high", means.stream().mapToDouble(Interval::high).toArray()));
  }

  private static IntColumn count(String name, List<Point> points, ToIntFunction<Point> value) {
    return IntColumn.create(name, points.stream().mapToInt(value).toArray());
  }

  private static DoubleColumn fraction(String name, double[] values) {
    var column = DoubleColumn.create(name, values);
    column.setPrintFormatter(NumberColumnFormatter.percent(1));
    return column;
  }

  private Interval mean(Point point) {
    return Interval.studentMean(point.values(metric)).clampedToUnit();
  }

  /**
   * {@return the result in words: the metric with all the data, what the last step to more classes
   * and to more samples changed, and which of the two to collect}
   *
   * @param baseline of the task, if it has one
   */
  public String conclusion(Optional<Baseline> baseline) {
    var full = full();
    var gains = new ArrayList<LearningCurveGain>();
    var classes = ofClasses();
    if (classes.size() > 1) {
      gains.add(gain("classes", classes, Point::classes));
    }
    var samples = ofSamples();
    if (samples.size() > 1) {
      var noun = full.classes() == 1 ? "training samples" : "samples per class";
      gains.add(gain(noun, samples, Point::samples));
    }
    return LearningCurveGain.conclusion(
        describe(full.classes(), full.samples()), metric, mean(full), gains, baseline);
  }

  /** Of the last step; runs of the same seed are compared. */
  private LearningCurveGain gain(String noun, List<Point> points, ToIntFunction<Point> count) {
    var before = points.get(points.size() - 2);
    var after = points.get(points.size() - 1);
    var earlier =
        before.runs.stream()
            .collect(Collectors.toMap(LearningCurveRun::seed, run -> run.metrics().get(metric)));
    var differences =
        after.runs.stream()
            .filter(run -> earlier.containsKey(run.seed()))
            .mapToDouble(run -> run.metrics().get(metric) - earlier.get(run.seed()))
            .map(difference -> Baseline.greaterIsBetter(metric) ? difference : -difference)
            .toArray();
    return new LearningCurveGain(
        noun, count.applyAsInt(before), count.applyAsInt(after), differences);
  }
}
