package dev.siamese.embed;

import dev.siamese.catalog.CellFormat;
import dev.siamese.catalog.DelimitedFile;
import dev.siamese.catalog.SeriesFile;
import dev.siamese.catalog.TableColumn;
import dev.siamese.catalog.TextFile;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.data.Records;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import dev.siamese.data.TabularSchema.CategoricalColumn;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.model.EncoderCard;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.RecordInput;
import dev.siamese.model.TabularInput;
import dev.siamese.model.TabularInput.Standardization;
import dev.siamese.tensor.internal.Counts;
import dev.siamese.tensor.internal.Fingerprint;
import dev.siamese.tensor.internal.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the rows of a file as the samples that an encoder takes. */
final class TableSamples {

  private static final String CLASS = "class"; // of all rows

  private TableSamples() {}

  static EmbeddingInput read(
      Path file, Optional<String> column, Optional<String> key, EncoderCard card) {
    var input = card.input();
    Dataset data;
    Optional<Csv> table = Optional.empty();
    if (column.isPresent()) {
      table = Optional.of(Csv.read(file));
      data = Texts.of(table.get().column(column.get()));
    } else if (input instanceof TabularInput columns && isOfArrays(columns, file)) {
      data = rows(vectors(file, columns), columns, Map.of());
    } else if (input instanceof TabularInput columns) {
      table = Optional.of(Csv.read(file));
      data = rows(table.get(), columns, CellFormat.of(card.metadata()));
    } else if (input instanceof RecordInput records && !isTexts(file, records)) {
      table = Optional.of(Csv.read(file));
      data = records(table.get(), records.fields());
    } else if (!file.toString().endsWith(".ts") && takesTexts(input)) {
      data = TextFile.read(file, Optional.empty(), DataException::raise).texts();
    } else {
      data = SeriesFile.read(file);
    }
    return new EmbeddingInput(
        keys(data, key, table), digest(file) + column.orElse(""), data::select);
  }

  private static String digest(Path file) {
    try {
      return Fingerprint.of(file);
    } catch (IOException e) {
      throw new DataException("cannot read " + file, e);
    }
  }

  private static List<String> keys(Dataset data, Optional<String> key, Optional<Csv> table) {
    if (key.isEmpty()) {
      return IntStream.rangeClosed(1, data.size()).mapToObj(String::valueOf).toList();
    }
    return table
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a column of keys is read beside records, rows of a table, and a column of texts"
                        + " that is named: name that column, or leave out the keys"))
        .column(key.get());
  }

  /** A single field of texts is guessed, unless a column has its name. */
  private static boolean isTexts(Path file, RecordInput input) {
    return input.fields().size() == 1
        && (TextFile.isLines(file) || !Csv.read(file).columns().containsAll(input.fields()));
  }

  private static Records records(Csv table, List<String> fields) {
    table.requireColumns(fields);
    var columns = fields.stream().map(table::column).toList();
    var values =
        IntStream.range(0, table.size())
            .mapToObj(row -> columns.stream().map(each -> each.get(row)).toArray(String[]::new))
            .toArray(String[][]::new);
    var keys = Collections.nCopies(table.size(), "");
    return new Records(fields, keys, values, Targets.of(new int[table.size()]));
  }

  /** The columns that the encoder was trained on, written in the same ways. */
  private static TabularDataset rows(
      Csv table, TabularInput input, Map<String, CellFormat> formats) {
    var categories = input.categoricalColumns().stream().map(CategoricalColumn::name).toList();
    var numbers = input.numericColumns().stream().map(Standardization::name).toList();
    var names = new ArrayList<>(categories);
    names.addAll(numbers);
    table.requireColumns(names);
    var cells = new ArrayList<List<String>>();
    for (var name : names) {
      var kind = numbers.contains(name) ? TableColumn.Kind.NUMERIC : TableColumn.Kind.CATEGORICAL;
      cells.add(TableColumn.of(table, name, formats).as(kind, table.name()).cells());
    }
    var label = IntStream.iterate(0, i -> i + 1).mapToObj(i -> CLASS + i);
    names.add(label.filter(name -> !names.contains(name)).findFirst().orElseThrow());
    cells.add(Collections.nCopies(table.size(), CLASS));
    var all = Csv.of(table.name(), names, transposed(cells, table.size()));
    return TabularDataset.of(
        all, names.get(names.size() - 1), new TabularSchema(categories, numbers));
  }

  private static List<List<String>> transposed(List<List<String>> columns, int rows) {
    return IntStream.range(0, rows)
        .mapToObj(row -> columns.stream().map(each -> each.get(row)).toList())
        .toList();
  }

  /** Whether columns have the names that arrays get, {@code x0} and so on, unlike the file's. */
  private static boolean isOfArrays(TabularInput input, Path file) {
    return input.categoricalColumns().isEmpty()
        && IntStream.range(0, input.numericColumns().size())
            .allMatch(i -> input.numericColumns().get(i).name().equals("x" + i))
        && !DelimitedFile.read(file).rows().get(0).contains("x0");
  }

  /** Rows of numbers alone, below a header or not. */
  private static Csv vectors(Path file, TabularInput input) {
    var rows = DelimitedFile.read(file).rows();
    boolean header = rows.get(0).stream().noneMatch(TableSamples::isValue);
    int length = input.numericColumns().size();
    int columns = rows.get(0).size();
    if (columns != length || header && rows.size() == 1) {
      throw new DataException(
          "%s has %s of %d numbers, but the encoder takes vectors of %d: leave only these"
              .formatted(file, Counts.of(rows.size() - (header ? 1 : 0), "row"), columns, length));
    }
    var names = input.numericColumns().stream().map(Standardization::name).toList();
    return Csv.of(file.toString(), names, rows.subList(header ? 1 : 0, rows.size()));
  }

  private static boolean isValue(String cell) {
    return DelimitedFile.isMissing(cell) || Numbers.isNumber(cell);
  }

  private static boolean takesTexts(Preprocessor input) {
    try {
      input.transform(Texts.of("text"));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
