package dev.siamese.task;

import dev.siamese.catalog.TableColumn.Kind;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of the user's own, with a class to detect. */
final class OwnTable {

  static final String KINDS =
      "a CSV file with a column of classes, or a folder with two such files whose names end in TRAIN and TEST";

  static final List<String> OPTIONS =
      List.of(
          DataOptions.LABEL,
          DataOptions.POSITIVE,
          DataOptions.TIME,
          DataOptions.GROUP,
          DataOptions.IGNORE,
          DataOptions.FORMATS);

  private static final double TEST_FRACTION = 0.25;
  private static final double VALIDATION_FRACTION = 0.25; // of the training rows
  private static final int MIN_TO_VALIDATE = 8; // positive training rows
  private static final int MIN_ROWS = 3; // of each side: 2 for training, 1 for the test

  private final TableColumns columns;
  private final DataOptions options;
  private final TabularDataset rows;
  private final List<String> names; // of the rows
  private final boolean[] positive;
  private final Seed seed;

  private OwnTable(TableColumns columns, DataOptions options, Seed seed) {
    this.columns = columns;
    this.options = options;
    this.seed = seed;
    rows = read(columns);
    names = columns.rowNames();
    positive = TableTask.positives(rows);
  }

  /**
   * One file, of which the latest quarter, a quarter of the groups or a random quarter of each
   * class is the test part; or a folder with a training and a test part.
   *
   * @param path the file or folder
   * @param options the columns and the class to detect, guessed where they are not given
   * @param heldOut ignored
   * @param seed of the split
   * @param skipped receives the error of each row without a label
   * @return the task
   * @throws DataException if it cannot be read, or a part has too few rows of a side
   */
  static Task load(
      Path path, DataOptions options, int heldOut, Seed seed, Consumer<DataException> skipped) {
    var files = OwnParts.files(path, OwnParts.TABLES);
    var columns = TableColumns.of(files, options, skipped);
    return new OwnTable(columns, options, seed).task(path);
  }

  /** The features and classes of all rows. */
  static TabularDataset read(TableColumns columns) {
    var names = new ArrayList<String>();
    var cells = new ArrayList<List<String>>();
    for (var column : columns.features()) {
      names.add(column.name());
      cells.add(column.cells());
    }
    int rows = columns.labels().size();
    names.add(columns.label());
    cells.add(columns.labels());
    var table =
        Csv.of(
            columns.file(),
            names,
            IntStream.range(0, rows)
                .mapToObj(row -> cells.stream().map(each -> each.get(row)).toList())
                .toList());
    var schema = new TabularSchema(columns.names(Kind.CATEGORICAL), columns.names(Kind.NUMERIC));
    var data = TabularDataset.of(table, columns.label(), schema);
    var classes =
        data.classes().stream()
            .map(
                each ->
                    new ClassInfo(
                        each.name(),
                        each.name().equals(columns.positive())
                            ? TableTask.POSITIVE
                            : TableTask.NEGATIVE))
            .toList();
    return data.withLabels(new Targets(data.labels(), classes));
  }

  private Task task(Path path) {
    requireRows(path);
    var held = columns.testRows() > 0 ? lastRows() : held(allRows(), TEST_FRACTION, "test");
    requireParts(path, held);
    var train = OwnParts.rows(held, false);
    var validation = new int[0];
    if (count(train, true) >= MIN_TO_VALIDATE && count(train, false) >= MIN_TO_VALIDATE) {
      var inner = held(train, VALIDATION_FRACTION, "validation");
      var chosen = IntStream.range(0, train.length).filter(i -> inner[i]).toArray();
      int positives = count(IntStream.of(chosen).map(i -> train[i]).toArray(), true);
      boolean both = positives > 0 && positives < chosen.length;
      validation = both && positives < count(train, true) - 1 ? chosen : validation;
    }
    var task =
        new TableTask(
            OwnParts.name(path),
            rows.select(train),
            validation,
            rows.select(OwnParts.rows(held, true)),
            Optional.of(recorded(train, validation, held)),
            columns.resolved(options));
    return new OwnTask(task, "%s; %s; %s".formatted(task, rule(), columns));
  }

  /** The names of the rows in each part; those of validation are not among those of training. */
  private RecordedSplit recorded(int[] train, int[] validation, boolean[] held) {
    var validated =
        IntStream.of(validation)
            .mapToObj(i -> names.get(train[i]))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    var others = IntStream.of(train).mapToObj(names::get).filter(each -> !validated.contains(each));
    var test = IntStream.of(OwnParts.rows(held, true)).mapToObj(names::get).distinct();
    return new RecordedSplit(
        "row", rule(), others.distinct().toList(), List.copyOf(validated), test.toList());
  }

  private int[] allRows() {
    return IntStream.range(0, rows.size()).toArray();
  }

  private boolean[] lastRows() {
    var held = new boolean[rows.size()];
    for (int row = held.length - columns.testRows(); row < held.length; row++) {
      held[row] = true;
    }
    return held;
  }

  /** Which of some rows are held out. */
  private boolean[] held(int[] some, double fraction, String purpose) {
    var of = seed.derive(purpose);
    if (columns.time().isPresent() && columns.testRows() == 0) {
      return TableSplit.latest(
          IntStream.of(some).mapToDouble(row -> columns.time().get()[row]).toArray(), fraction);
    }
    if (columns.groups().isPresent()) {
      var groups = IntStream.of(some).mapToObj(columns.groups().get()::get).toList();
      var mask = new boolean[some.length];
      IntStream.range(0, some.length).forEach(i -> mask[i] = positive[some[i]]);
      return TableSplit.groups(groups, mask, fraction, of);
    }
    var contents = IntStream.of(some).mapToObj(columns::content).toList();
    var labels = IntStream.of(some).map(rows::label).toArray();
    return TableSplit.stratified(contents, labels, fraction, of);
  }

  private String rule() {
    if (columns.testRows() > 0) {
      int first = names.size() - columns.testRows();
      var train = new HashSet<>(names.subList(0, first));
      long shared = names.subList(first, names.size()).stream().filter(train::contains).count();
      return "the split is that of the two files, %s of the test also in the training file"
          .formatted(Counts.of(shared, "row"));
    }
    if (columns.time().isPresent()) {
      return "the test is the latest quarter by " + columns.timeColumn();
    }
    return columns.groups().isPresent()
        ? "the test is a random quarter by %s, of which no value is in two parts"
            .formatted(columns.groupColumn())
        : "the test is a random quarter of each class, equal rows in one part";
  }

  private int count(int[] some, boolean wanted) {
    return (int) IntStream.of(some).filter(row -> positive[row] == wanted).count();
  }

  private void requireRows(Path path) {
    for (boolean side : new boolean[] {true, false}) {
      int found = count(allRows(), side);
      if (found < MIN_ROWS) {
        throw new DataException(
            "%s has %s %s \"%s\" in the column %s: at least %d are needed, 2 for training and 1 for the test; add %d, better dozens"
                .formatted(
                    path,
                    Counts.of(found, "row"),
                    side ? "with" : "without",
                    columns.positive(),
                    columns.label(),
                    MIN_ROWS,
                    MIN_ROWS - found));
      }
    }
    if (columns.features().isEmpty()) {
      throw new DataException(
          "%s has no column beside %s that differs between rows and repeats: there is nothing to learn from"
              .formatted(path, columns.label()));
    }
  }

  private void requireParts(Path path, boolean[] held) {
    for (boolean test : new boolean[] {false, true}) {
      var part = OwnParts.rows(held, test);
      for (boolean side : new boolean[] {true, false}) {
        int needed = test ? 1 : 2;
        if (count(part, side) < needed) {
          throw new DataException(
              "%s: %s, and so the %s part has %s %s \"%s\" of %d: it needs at least %d; split by another column, or with --time none at random"
                  .formatted(
                      path,
                      rule(),
                      test ? "test" : "training",
                      Counts.of(count(part, side), "row"),
                      side ? "with" : "without",
                      columns.positive(),
                      count(allRows(), side),
                      needed));
        }
      }
    }
  }
}
