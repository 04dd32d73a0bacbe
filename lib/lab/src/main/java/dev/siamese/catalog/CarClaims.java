package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import dev.siamese.data.Targets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Car insurance claims from 1994 to 1996, of which 6 % were found fraudulent: the file {@code
 * fraud/fraud_oracle.csv}, 15,420 policies with one claim each.
 *
 * <p>Missing values are blank cells, {@code null}, an age of 0, and the day and month 0 of one
 * claim. Some copies of the file repeat policies with blanks: of these the row with the fewest
 * missing values is kept.
 */
public final class CarClaims {

  /** The path of the file in a data directory. */
  public static final String FILE = "fraud/fraud_oracle.csv";

  private static final String FRAUD = "FraudFound_P";
  private static final String POLICY = "PolicyNumber";
  private static final String POLICY_TYPE = "PolicyType";
  private static final String YEAR = "Year";
  private static final Set<String> ZERO_MEANS_MISSING =
      Set.of("Age", "DayOfWeekClaimed", "MonthClaimed");

  private static final int CLAIMS = 15_420;

  private final Csv claims;

  /**
   * Reads the claims.
   *
   * @param data where the file is, or is downloaded to
   * @throws DataException if the file is missing, damaged, incomplete or has other columns
   */
  public CarClaims(DataDirectory data) {
    this(Csv.read(data.fetch(FILE)));
    DataDirectory.requireComplete(FILE, claims.size(), CLAIMS);
  }

  CarClaims(Csv table) {
    var columns = new ArrayList<>(ZERO_MEANS_MISSING);
    columns.addAll(List.of(FRAUD, POLICY, YEAR, POLICY_TYPE));
    table.requireColumns(columns);
    claims = onePerPolicy(withoutPlaceholders(table));
  }

  private static Csv withoutPlaceholders(Csv table) {
    var rows = IntStream.range(0, table.size()).mapToObj(row -> clean(table, row)).toList();
    return Csv.of("car claims", table.columns(), rows);
  }

  private static List<String> clean(Csv table, int row) {
    var cells = new ArrayList<>(table.row(row));
    for (int i = 0; i < cells.size(); i++) {
      boolean zeroIsMissing = ZERO_MEANS_MISSING.contains(table.columns().get(i));
      if (cells.get(i).equals("null") || zeroIsMissing && cells.get(i).equals("0")) {
        cells.set(i, "");
      }
    }
    return cells;
  }

  private static Csv onePerPolicy(Csv all) {
    var rowOf = new LinkedHashMap<String, Integer>();
    for (int row = 0; row < all.size(); row++) {
      rowOf.merge(
          all.value(row, POLICY),
          row,
          (kept, other) -> missing(all, other) < missing(all, kept) ? other : kept);
    }
    return all.select(rowOf.values().stream().mapToInt(Integer::intValue).toArray());
  }

  private static long missing(Csv table, int row) {
    return table.row(row).stream().filter(String::isEmpty).count();
  }

  /** {@return all claims, with all columns as text} */
  public Csv table() {
    return claims;
  }

  /**
   * The claims of some years, without the columns that identify the policy or the year. The age is
   * numeric, all other columns are categorical. A claim's class is the type of its policy, such as
   * {@code Sedan - Collision}, in the group {@code genuine} or {@code fraud}.
   *
   * @param years such as "1994"
   * @return the claims in the order of the file
   */
  public TabularDataset ofYears(String... years) {
    var wanted = Set.of(years);
    var allYears = claims.column(YEAR);
    var rows =
        claims.select(
            IntStream.range(0, claims.size())
                .filter(row -> wanted.contains(allYears.get(row)))
                .toArray());
    var categorical = new ArrayList<>(rows.columns());
    categorical.removeAll(List.of(FRAUD, POLICY, YEAR, "Age"));
    var schema = new TabularSchema(categorical, List.of("Age"));
    var labelOf = new LinkedHashMap<ClassInfo, Integer>();
    var labels =
        IntStream.range(0, rows.size())
            .map(row -> labelOf.computeIfAbsent(classOf(rows, row), each -> labelOf.size()))
            .toArray();
    return TabularDataset.of(rows, FRAUD, schema)
        .withLabels(new Targets(labels, List.copyOf(labelOf.keySet())));
  }

  private static ClassInfo classOf(Csv claims, int row) {
    boolean fraud = claims.value(row, FRAUD).equals("1");
    return new ClassInfo(claims.value(row, POLICY_TYPE), fraud ? "fraud" : "genuine");
  }
}
