package dev.siamese.study;

import dev.siamese.distance.Distance;
import dev.siamese.loss.Loss;
import dev.siamese.metrics.Interval;
import dev.siamese.task.Recipe;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The results of runs that differ in loss, distance and seed, kept in a folder as they come: {@code
 * recipe.json}, a row per run in {@code cells.csv}, the epochs of each in {@code history/}. What is
 * there need not be run again.
 */
public final class RunStore {

  private final Path folder;
  private final ResultLog log;

  /**
   * Opens a folder, or makes it.
   *
   * @param recipe all runs' recipe, but for the loss and the distance
   * @param data all runs' task
   * @throws IllegalArgumentException if the folder has runs of another recipe or task
   */
  public RunStore(Path folder, Recipe recipe, String data) {
    this.folder = folder;
    log = new ResultLog(folder.resolve("cells.csv"));
    var file = folder.resolve("recipe.json");
    var text = recipe + "\n" + data + "\n";
    try {
      Files.createDirectories(folder.resolve("history"));
      if (!Files.exists(file)) {
        Files.writeString(file, text);
      } else if (!Files.readString(file).equals(text)) {
        throw new IllegalArgumentException(
            folder + " has results of another recipe or task: name another folder, or delete it");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep results in " + folder, e);
    }
  }

  /** Whether a run is finished. */
  public boolean contains(Loss loss, Distance distance, Seed seed) {
    return Files.exists(historyFile(loss.toString(), distance.toString(), seed.value()));
  }

  /** Adds a finished run. */
  public void add(RunResult outcome, Distance distance, Seed seed) {
    var loss = outcome.loss().toString();
    var row = new LinkedHashMap<String, Object>();
    row.put("loss", loss);
    row.put("distance", distance);
    row.put("seed", seed.value());
    row.put("validation_error", outcome.history().epochs().numberColumn("validation_error").min());
    row.put("error", outcome.after().error().value());
    row.put("images_per_second", Math.round(outcome.history().samplesPerSecond()));
    row.put("seconds", Math.round(outcome.seconds()));
    log.add(row);
    // the row first: a run cut off in between is run again, and the later row counts
    var file = historyFile(loss, distance.toString(), seed.value());
    outcome.history().epochs().write().csv(file.toString());
  }

  private Path historyFile(String loss, String distance, long seed) {
    var name = (loss + "-" + distance).replaceAll("[^A-Za-z0-9.=-]+", "-");
    return folder.resolve("history").resolve(name + "-" + seed + ".csv");
  }

  /**
   * One row per loss and distance: {@code loss, distance, runs, validation_error, low, high, error,
   * images_per_second}. The errors, from 0 to 1, are means over the seeds; the interval, Student's,
   * is that of the validation error, by which to choose.
   */
  public Table meansOverSeeds() {
    var loss = StringColumn.create("loss");
    var distance = StringColumn.create("distance");
    var runs = IntColumn.create("runs");
    var validation = fractionColumn("validation_error");
    var low = fractionColumn("low");
    var high = fractionColumn("high");
    var error = fractionColumn("error");
    var speed = DoubleColumn.create("images_per_second");
    speed.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(0));
    for (var cells : runs().values()) {
      var interval = Interval.studentMean(values(cells, "validation_error")).clampedToUnit();
      loss.append(cells.get(0).getString("loss"));
      distance.append(cells.get(0).getString("distance"));
      runs.append(cells.size());
      validation.append(interval.value());
      low.append(interval.low());
      high.append(interval.high());
      error.append(Interval.studentMean(values(cells, "error")).value());
      speed.append(Interval.studentMean(values(cells, "images_per_second")).value());
    }
    return Table.create(
        "means over seeds", loss, distance, runs, validation, low, high, error, speed);
  }

  private static DoubleColumn fractionColumn(String name) {
    var column = DoubleColumn.create(name);
    column.setPrintFormatter(NumberColumnFormatter.percent(1));
    return column;
  }

  private static double[] values(List<Row> cells, String column) {
    return cells.stream().mapToDouble(cell -> cell.getNumber(column)).toArray();
  }

  /** The epochs of all finished runs, by loss and distance, as {@code Curves} draws them. */
  public Map<String, List<Table>> histories() {
    var histories = new LinkedHashMap<String, List<Table>>();
    runs()
        .forEach(
            (name, cells) ->
                histories.put(
                    name,
                    cells.stream()
                        .map(
                            cell ->
                                historyFile(
                                    cell.getString("loss"),
                                    cell.getString("distance"),
                                    cell.getInt("seed")))
                        .map(file -> Table.read().csv(file.toString()))
                        .toList()));
    return histories;
  }

  /** The last row of each finished run, by loss and distance. */
  private Map<String, List<Row>> runs() {
    var last = new LinkedHashMap<Path, Row>();
    var table = log.read();
    for (int i = 0; i < table.rowCount(); i++) {
      var row = table.row(i);
      var file = historyFile(row.getString("loss"), row.getString("distance"), row.getInt("seed"));
      if (Files.exists(file)) {
        last.put(file, row);
      }
    }
    var cells = new LinkedHashMap<String, List<Row>>();
    for (var row : last.values()) {
      var name = row.getString("loss") + ", " + row.getString("distance");
      cells.computeIfAbsent(name, unused -> new ArrayList<>()).add(row);
    }
    return cells;
  }
}
