import dev.siamese.data.Csv;
import dev.siamese.data.Records;
import dev.siamese.match.RecordMatcher;
import dev.siamese.match.RecordMatcher.Match;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.metrics.PairMetrics.IdPair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints the results of {@code Dedupe}, and extends its table. */
final class DedupeOutput {

  private static final int LONG = 50_000; // records or pairs: shorter steps are not reported

  private final boolean isLinking;
  private final Set<IdPair> truePairs; // null if unknown

  DedupeOutput(boolean isLinking, Csv gold) {
    this.isLinking = isLinking;
    this.truePairs = gold == null ? null : new HashSet<>();
    for (int row = 0; gold != null && row < gold.size(); row++) {
      truePairs.add(pair(gold.value(row, "left"), gold.value(row, "right")));
    }
  }

  /** Keys of two files may be equal. */
  private IdPair pair(String left, String right) {
    return isLinking ? new IdPair("left " + left, "right " + right) : new IdPair(left, right);
  }

  private Set<IdPair> pairs(List<Match> matches) {
    return matches.stream()
        .map(each -> pair(each.left(), each.right()))
        .collect(Collectors.toSet());
  }

  /** Prints every tenth of a long step on standard error. */
  static void printProgress(String step, int done, int total) {
    int percent = (int) (100L * done / total);
    if (total >= LONG && (percent % 10 == 0 || done == total)) {
      System.err.printf("%s: %d %% of %,d%n", step, percent, total);
    }
  }

  void print(RecordMatcher matcher, List<Match> matches, Path out) {
    System.out.printf(
        "%s in %s among %s with a score ≥ %.3f: %s%n",
        Script.count(matches.size(), "pair"),
        Script.count((int) matches.stream().mapToInt(Match::cluster).distinct().count(), "cluster"),
        Script.count(matcher.records().size(), "record"),
        matcher.threshold(),
        out);
    System.out.printf("Scored by %s.%n", matcher.method());
  }

  static void print(RecordMatcher.Quality quality) {
    System.out.printf(
        "Labelled pairs, each by trees not fitted to it: %s%n"
            + "Labelled pairs, TF-IDF cosine ≥ 0.6:           %s%n",
        quality.classifier(), quality.tfIdf());
  }

  void printSimpleMethod(RecordMatcher matcher, List<Match> matches) {
    var simple = matcher.tfIdfMatches();
    if (truePairs == null) {
      System.out.printf(
          "The simple method, TF-IDF cosine ≥ 0.6: %s%n", Script.count(simple.size(), "pair"));
      return;
    }
    System.out.printf(
        "True pairs, this output:         %s%nTrue pairs, TF-IDF cosine ≥ 0.6: %s%n",
        PairMetrics.of(pairs(matches), truePairs), PairMetrics.of(pairs(simple), truePairs));
  }

  /** Adds the columns left_FIELD and right_FIELD. */
  static Csv withFields(Csv found, Records records, int leftSize) {
    var left = rows(records, 0, leftSize > 0 ? leftSize : records.size());
    var right = leftSize > 0 ? rows(records, leftSize, records.size()) : left;
    var columns = new ArrayList<>(found.columns());
    for (var field : records.fields()) {
      columns.add("left_" + field);
      columns.add("right_" + field);
    }
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < found.size(); i++) {
      var row = new ArrayList<>(found.row(i));
      for (int field = 0; field < records.fields().size(); field++) {
        row.add(records.value(left.get(found.value(i, "left")), field));
        row.add(records.value(right.get(found.value(i, "right")), field));
      }
      rows.add(row);
    }
    return Csv.of(found.name(), columns, rows);
  }

  /** Adds the columns contribution_FIELD. */
  static Csv withContributions(Csv found, RecordMatcher matcher, List<Match> matches) {
    var columns = new ArrayList<>(found.columns());
    matcher.records().fields().forEach(field -> columns.add("contribution_" + field));
    var contributions = matcher.contributions(matches);
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < found.size(); i++) {
      var row = new ArrayList<>(found.row(i));
      for (double value : contributions.get(i).values()) {
        row.add(String.format(Locale.ROOT, "%.4f", value));
      }
      rows.add(row);
    }
    return Csv.of(found.name(), columns, rows);
  }

  private static Map<String, Integer> rows(Records records, int start, int end) {
    var rows = new HashMap<String, Integer>();
    for (int row = start; row < end; row++) {
      rows.put(records.key(row), row);
    }
    return rows;
  }
}
