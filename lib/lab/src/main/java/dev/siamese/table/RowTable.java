package dev.siamese.table;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Converts a list of Java records to a table. */
public final class RowTable {

  private RowTable() {}

  /**
   * One row per record, one column per component. Components that are neither numbers nor booleans
   * are converted to text.
   *
   * @param <R> the type of the records
   * @param type of the records, so that an empty list has columns too
   * @param rows the records
   * @param name of the table
   * @return a table; numbers and booleans keep their types
   */
  public static <R extends Record> Table of(Class<R> type, List<R> rows, String name) {
    return Table.create(
        name,
        Stream.of(type.getRecordComponents())
            .map(component -> column(component, rows))
            .toArray(Column<?>[]::new));
  }

  private static Column<?> column(RecordComponent component, List<? extends Record> rows) {
    var name = component.getName();
    var values = rows.stream().map(row -> value(component, row)).toList();
    var type = component.getType();
    if (type == double.class || type == float.class) {
      var column =
          DoubleColumn.create(name, values.stream().mapToDouble(v -> ((Number) v).doubleValue()));
      column.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(4));
      return column;
    }
    if (type == int.class) {
      return IntColumn.create(name, values.stream().mapToInt(value -> (Integer) value));
    }
    if (type == long.class) {
      return LongColumn.create(name, values.stream().mapToLong(value -> (Long) value));
    }
    if (type == boolean.class) {
      return BooleanColumn.create(name, values.stream().map(value -> (Boolean) value).toList());
    }
    return StringColumn.create(name, values.stream().map(String::valueOf));
  }

  private static Object value(RecordComponent component, Record row) {
    try {
      return component.getAccessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "cannot read the component %s of %s: the record must be public"
              .formatted(component.getName(), row.getClass().getName()),
          e);
    }
  }
}
