package dev.siamese.task;

import dev.siamese.catalog.TableColumn;
import dev.siamese.data.DataException;
import dev.siamese.data.TabularDataset;
import dev.siamese.model.TabularInput;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A table of the user's own, by the split in an encoder's file. */
final class OwnTableEvaluation {

  private OwnTableEvaluation() {}

  /** Rows with their names. */
  private record Rows(TableColumns columns, TabularDataset data, List<String> names) {

    static Rows read(Path path, EvaluationRequest request) {
      var options = new LinkedHashMap<>(request.options().values());
      options
          .keySet()
          .retainAll(Set.of(DataOptions.LABEL, DataOptions.POSITIVE, DataOptions.FORMATS));
      var files = OwnParts.files(path, OwnParts.TABLES);
      var columns =
          TableColumns.of(files, new DataOptions(options), kinds(request), request.skipped());
      return new Rows(columns, OwnTable.read(columns), columns.rowNames());
    }

    private static Map<String, TableColumn.Kind> kinds(EvaluationRequest request) {
      if (!(request.card().input() instanceof TabularInput input)) {
        throw new DataException("the encoder is not of a table: " + request.card().input());
      }
      var kinds = new LinkedHashMap<String, TableColumn.Kind>();
      input
          .categoricalColumns()
          .forEach(each -> kinds.put(each.name(), TableColumn.Kind.CATEGORICAL));
      input.numericColumns().forEach(each -> kinds.put(each.name(), TableColumn.Kind.NUMERIC));
      return kinds;
    }

    /** The indices of the rows with some names. */
    int[] rows(Set<String> wanted) {
      return IntStream.range(0, names.size())
          .filter(row -> wanted.contains(names.get(row)))
          .toArray();
    }
  }

  /**
   * The held-out rows, or those of other data that were not trained on. They are compared with the
   * training rows, which are read from the training data unless they are in the same file.
   *
   * @throws DataException if a column or the training data is missing, or if the rows are all of
   *     one side
   */
  static Task load(Path path, EvaluationRequest request) {
    var at = Rows.read(path, request);
    var selected = request.select(at.names);
    var test = at.data.select(at.rows(selected.names()));
    long positives = TableTask.count(test);
    if (positives == 0 || positives == test.size()) {
      throw new DataException(
          "%s has %,d rows to evaluate, %,d of them \"%s\" in the column \"%s\": both kinds are needed"
              .formatted(path, test.size(), positives, at.columns.positive(), at.columns.label()));
    }
    var split = request.split();
    var trained = new HashSet<>(split.train());
    trained.addAll(split.validation());
    var from = at;
    var train = from.data.select(from.rows(trained));
    if (!hasBoth(train)) {
      var original = Path.of(request.card().metadata().getOrDefault("data", ""));
      OwnParts.requireExists(original);
      from = Rows.read(original, request);
      train = from.data.select(from.rows(trained));
      if (!hasBoth(train)) {
        throw new DataException(
            "neither %s nor %s has the rows that the encoder was trained on, with which others are compared: evaluate with the training file in its place"
                .formatted(path, original));
      }
    }
    var names = from.names;
    var rows = from.rows(trained);
    var validated = new HashSet<>(split.validation());
    var validation =
        IntStream.range(0, rows.length).filter(i -> validated.contains(names.get(rows[i])));
    return new TableTask(
        OwnParts.name(path),
        train,
        validation.toArray(),
        test,
        Optional.of(split),
        request.options());
  }

  private static boolean hasBoth(TabularDataset rows) {
    long positives = TableTask.count(rows);
    return positives > 0 && positives < rows.size();
  }
}
