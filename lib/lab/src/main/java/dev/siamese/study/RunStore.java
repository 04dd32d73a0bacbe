package dev.siamese.study;

import dev.siamese.loss.LossSpec;
import dev.siamese.metrics.Interval;
import dev.siamese.table.HistoryTable;
import dev.siamese.table.Tables;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.AtomicFile;
import dev.siamese.training.History;
import dev.siamese.training.TrainingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The results of runs with different losses and seeds in a folder: {@code recipe.json}, one row per
 * run in {@code runs.csv}, the epochs of each run in {@code history/}. A run that is in the folder
 * need not be repeated.
 *
 * <p>Not thread-safe.
 */
public final class RunStore {

  private final Path folder;
  private final ResultLog log;

  /** A row of {@code runs.csv}. */
  private record Run(
      String loss,
      String distance,
      long seed,
      double validationError,
      double error,
      double samplesPerSecond) {

    static Run of(Row row) {
      return new Run(
          row.getString("loss"),
          row.getString("distance"),
          (long) row.getNumber("seed"),
          row.getNumber("validation_error"),
          row.getNumber("error"),
          row.getNumber("samples_per_second"));
    }
  }

  /**
   * Opens or creates a folder.
   *
   * @param folder created if missing
   * @param config of all runs, except for the loss
   * @param data the name of the task of all runs
   * @throws IllegalArgumentException if the folder has runs of another configuration or task
   * @throws dev.siamese.data.DataException if the folder cannot be written
   */
  public RunStore(Path folder, TrainingConfig config, String data) {
    this.folder = folder;
    log = new ResultLog(folder.resolve("runs.csv"));
    requireSame(folder, config, data);
    try {
      Files.createDirectories(folder.resolve("history"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write results to " + folder, e);
    }
  }

  /** Writes the configuration and the task into a folder, or compares them with what it has. */
  static void requireSame(Path folder, TrainingConfig config, String data) {
    var file = folder.resolve("recipe.json");
    var text = config + "\n" + data + "\n";
    new ResultLog(folder.resolve("runs.csv")).requireWritable();
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        AtomicFile.writeString(file, text);
      } else if (!Files.readString(file).equals(text)) {
        throw new IllegalArgumentException(
            folder
                + " has results of another configuration or task: use another folder, or delete it");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write results to " + folder, e);
    }
  }

  /**
   * {@return whether a run is finished}
   *
   * @param loss with its distance
   * @param seed of the run
   */
  public boolean contains(LossSpec loss, Seed seed) {
    return Files.exists(historyFile(loss.toString(), seed.value()));
  }

  /**
   * Adds a finished run.
   *
   * @param result with its history and metrics
   * @param seed of the run
   */
  public void add(RunResult result, Seed seed) {
    var loss = result.loss().toString();
    var errors = result.history().epochs().stream().mapToDouble(History.Epoch::validationError);
    var row = new LinkedHashMap<String, Object>();
    row.put("loss", loss);
    row.put("distance", result.distance());
    row.put("seed", seed.value());
    row.put("validation_error", errors.min().orElse(Double.NaN));
    row.put("error", result.after().error().value());
    row.put("samples_per_second", Math.round(result.history().samplesPerSecond()));
    row.put("seconds", Math.round(result.seconds()));
    log.add(row);
    // the row first: a run interrupted in between is repeated, and the later row counts
    var file = historyFile(loss, seed.value());
    Tables.write(HistoryTable.epochs(result.history()), file);
  }

  private Path historyFile(String loss, long seed) {
    var name = loss.replaceAll("[^A-Za-z0-9.=-]+", "-");
    return folder.resolve("history").resolve(name + "-" + seed + ".csv");
  }

  /**
   * One row per loss: {@code loss, distance, runs, validation_error, low, high, error,
   * samples_per_second}. The errors, from 0 to 1, are means over the seeds; the 95 % interval
   * (Student's t) is that of the validation error, which is the one to select a loss by.
   *
   * @return the table, in the order of the first run of each loss
   */
  public Table meansOverSeeds() {
    var loss = StringColumn.create("loss");
    var distance = StringColumn.create("distance");
    var runs = IntColumn.create("runs");
    var validation = fractionColumn("validation_error");
    var low = fractionColumn("low");
    var high = fractionColumn("high");
    var error = fractionColumn("error");
    var speed = DoubleColumn.create("samples_per_second");
    speed.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(0));
    for (var rows : runs().values()) {
      var interval = mean(rows, Run::validationError).clampedToUnit();
      loss.append(rows.get(0).loss);
      distance.append(rows.get(0).distance);
      runs.append(rows.size());
      validation.append(interval.value());
      low.append(interval.low());
      high.append(interval.high());
      error.append(mean(rows, Run::error).value());
      speed.append(mean(rows, Run::samplesPerSecond).value());
    }
    return Table.create(
        "means over seeds", loss, distance, runs, validation, low, high, error, speed);
  }

  private static DoubleColumn fractionColumn(String name) {
    var column = DoubleColumn.create(name);
    column.setPrintFormatter(NumberColumnFormatter.percent(1));
    return column;
  }

  private static Interval mean(List<Run> runs, ToDoubleFunction<Run> value) {
    return Interval.studentMean(runs.stream().mapToDouble(value).toArray());
  }

  /** {@return the epochs of all finished runs, by loss, as {@code TrainingCurves} draws them} */
  public Map<String, List<Table>> histories() {
    var histories = new LinkedHashMap<String, List<Table>>();
    runs()
        .forEach(
            (loss, rows) ->
                histories.put(
                    loss,
                    rows.stream()
                        .map(row -> historyFile(loss, row.seed))
                        .map(file -> Table.read().csv(file.toString()))
                        .toList()));
    return histories;
  }

  /** The last row of each finished run, by loss. */
  private Map<String, List<Run>> runs() {
    var last = new LinkedHashMap<Path, Run>();
    for (var run : log.read(Run::of)) {
      var file = historyFile(run.loss, run.seed);
      if (Files.exists(file)) {
        last.put(file, run);
      }
    }
    var runs = new LinkedHashMap<String, List<Run>>();
    for (var run : last.values()) {
      runs.computeIfAbsent(run.loss, unused -> new ArrayList<>()).add(run);
    }
    return runs;
  }
}
