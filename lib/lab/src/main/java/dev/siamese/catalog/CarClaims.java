package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Claims to a car insurance from 1994 to 1996, of which six in a hundred were found fraudulent: the
 * file {@code fraud/fraud_oracle.csv}, 15,420 policies with one claim each.
 *
 * <p>What stands for nothing is missing: blank cells, {@code null}, an age of 0, and the day and
 * month 0 of one claim. Copies of the file are about in which some policies stand twice, once with
 * blanks: of these the row with fewer missing values is kept.
 */
public final class CarClaims {

  /** Where the file is in a data folder. */
  public static final String FILE = "fraud/fraud_oracle.csv";

  private static final String FRAUD = "FraudFound_P";
  private static final String POLICY = "PolicyNumber";
  private static final String YEAR = "Year";
  private static final Set<String> MISSING_VALUES = Set.of("", "null");
  private static final List<String> ZERO_MEANS_MISSING =
      List.of("Age", "DayOfWeekClaimed", "MonthClaimed");

  private final Table table;

  /**
   * Reads the claims.
   *
   * @throws DataException if the file is not there, damaged or another one
   */
  public CarClaims(DataDirectory home) {
    table = onePerPolicy(withoutPlaceholders(Csv.read(home.fetch(FILE)))).setName("car claims");
  }

  private static Table withoutPlaceholders(Table read) {
    var needed = new ArrayList<>(ZERO_MEANS_MISSING);
    needed.addAll(List.of(FRAUD, POLICY, YEAR, "PolicyType"));
    Csv.requireColumns(read, needed);
    var clean = Table.create(read.name());
    for (var column : read.columns()) {
      boolean zero = ZERO_MEANS_MISSING.contains(column.name());
      var texts =
          column.asStringColumn().asList().stream()
              .map(text -> MISSING_VALUES.contains(text) || zero && text.equals("0") ? "" : text);
      clean.addColumns(StringColumn.create(column.name(), texts.toList()));
    }
    return clean;
  }

  private static Table onePerPolicy(Table all) {
    var rowOf = new LinkedHashMap<String, Integer>();
    for (int row = 0; row < all.rowCount(); row++) {
      rowOf.merge(
          all.getString(row, POLICY),
          row,
          (kept, other) -> missing(all, other) < missing(all, kept) ? other : kept);
    }
    return all.rows(rowOf.values().stream().mapToInt(Integer::intValue).toArray());
  }

  private static long missing(Table table, int row) {
    return table.columns().stream().filter(column -> column.isMissing(row)).count();
  }

  /** All claims, every column a text, as they were read but for what stands for nothing. */
  public Table table() {
    return table;
  }

  /**
   * The claims of some years, without what would tell the policy or the year. Their age is a
   * number, everything else a category. A claim's class is the type of its policy, such as {@code
   * Sedan - Collision}, in the group {@code genuine} or {@code fraud}.
   *
   * @param years such as "1994"
   */
  public TabularDataset ofYears(String... years) {
    var wanted = table.where(table.stringColumn(YEAR).isIn(years)).setName(table.name());
    var names = new ArrayList<>(wanted.columnNames());
    names.removeAll(List.of(FRAUD, POLICY, YEAR, "Age"));
    var rows = TabularDataset.of(wanted, FRAUD, new TabularSchema(names, List.of("Age")));
    var number = new LinkedHashMap<ClassInfo, Integer>();
    var labels =
        IntStream.range(0, rows.size())
            .map(row -> number.computeIfAbsent(label(wanted, row), label -> number.size()))
            .toArray();
    return rows.withLabels(labels, List.copyOf(number.keySet()));
  }

  private static ClassInfo label(Table claims, int row) {
    boolean fraud = claims.getString(row, FRAUD).equals("1");
    return new ClassInfo(claims.getString(row, "PolicyType"), fraud ? "fraud" : "genuine");
  }
}
