package dev.siamese.table;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.data.TabularDataset;
import dev.siamese.tensor.internal.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Converts the library's data to Tablesaw tables and back. */
public final class Tables {

  private Tables() {}

  /**
   * {@return a table of text columns}
   *
   * @param csv cells as text
   */
  public static Table of(Csv csv) {
    var columns = csv.columns().stream().map(name -> StringColumn.create(name, csv.column(name)));
    return Table.create(csv.name(), columns.toArray(StringColumn[]::new));
  }

  /**
   * {@return the cells of a table as text; missing values are empty}
   *
   * @param table with columns of any type
   */
  public static Csv toCsv(Table table) {
    var rows =
        IntStream.range(0, table.rowCount())
            .mapToObj(
                row ->
                    table.columns().stream().map(each -> each.getUnformattedString(row)).toList());
    return Csv.of(table.name(), table.columnNames(), rows.toList());
  }

  /**
   * Writes a table as a CSV file, which appears when it is complete.
   *
   * @param table with columns of any type
   * @param file replaced if it exists; missing folders are created
   * @throws DataException if the file cannot be written
   */
  public static void write(Table table, Path file) {
    var text = new StringWriter();
    table.write().csv(text);
    try {
      AtomicFile.writeString(file, text.toString());
    } catch (IOException e) {
      throw new DataException("cannot write " + file, e);
    }
  }

  /**
   * One row per record: its key, then its fields.
   *
   * @param records with their keys
   * @return the table; all columns are text
   */
  public static Table of(Records records) {
    var table = Table.create("records", StringColumn.create("key", records.keys()));
    for (int i = 0; i < records.fields().size(); i++) {
      int field = i;
      var values = IntStream.range(0, records.size()).mapToObj(row -> records.value(row, field));
      table.addColumns(StringColumn.create(records.fields().get(field), values));
    }
    return table;
  }

  /**
   * The categorical columns, the numeric columns, and the columns {@code class, group}.
   *
   * @param rows with classes and groups
   * @return the table, one row per sample
   */
  public static Table of(TabularDataset rows) {
    var columns = new ArrayList<Column<?>>();
    for (int i = 0; i < rows.categoricalColumns().size(); i++) {
      var column = rows.categoricalColumns().get(i);
      var texts = new ArrayList<>(List.of("")); // of code 0
      texts.addAll(column.categories());
      columns.add(
          StringColumn.create(column.name(), Arrays.stream(rows.codes(i)).mapToObj(texts::get)));
    }
    for (int i = 0; i < rows.numericColumns().size(); i++) {
      columns.add(FloatColumn.create(rows.numericColumns().get(i), rows.values(i)));
    }
    var classes = Arrays.stream(rows.labels()).mapToObj(rows.classes()::get).toList();
    columns.add(StringColumn.create("class", classes.stream().map(ClassInfo::name)));
    columns.add(StringColumn.create("group", classes.stream().map(ClassInfo::group)));
    return Table.create("rows", columns);
  }
}
