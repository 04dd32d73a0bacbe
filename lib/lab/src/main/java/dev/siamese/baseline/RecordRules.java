package dev.siamese.baseline;

import dev.siamese.data.Records;
import dev.siamese.metrics.PairMetrics.IdPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Rules for record linkage without training: exact keys and string similarity. */
public final class RecordRules {

  private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

  private RecordRules() {}

  /**
   * {@return the pairs of one record of each collection that have equal, non-empty values in all
   * fields of at least one key}
   *
   * @param left records of the first collection
   * @param right records of the second collection
   * @param keys lists of field names, such as {@code [[surname, date_of_birth], [soc_sec_id]]}
   */
  public static Set<IdPair> exactKeyMatches(Records left, Records right, List<List<String>> keys) {
    var pairs = new HashSet<IdPair>();
    for (var key : keys) {
      var leftFields = left.selectFields(key);
      var blocks = new HashMap<List<String>, List<String>>();
      for (int row = 0; row < left.size(); row++) {
        blocks
            .computeIfAbsent(values(leftFields, row), unused -> new ArrayList<>())
            .add(left.key(row));
      }
      var rightFields = right.selectFields(key);
      for (int row = 0; row < right.size(); row++) {
        var values = values(rightFields, row);
        if (!values.contains("")) {
          for (var other : blocks.getOrDefault(values, List.of())) {
            pairs.add(new IdPair(other, right.key(row)));
          }
        }
      }
    }
    return pairs;
  }

  private static List<String> values(Records records, int row) {
    return IntStream.range(0, records.fields().size())
        .mapToObj(field -> records.value(row, field))
        .toList();
  }

  /**
   * 1 − the mean Jaro–Winkler similarity (Winkler 1990) over the fields that both records have,
   * from 0 to 1; 1 if they have no field in common.
   *
   * @param records the collection with the fields to compare
   * @param first (N), rows of the records
   * @param second (N), rows of the records
   * @return (N), one distance for each pair of rows
   */
  public static double[] jaroWinkler(Records records, int[] first, int[] second) {
    return IntStream.range(0, first.length)
        .parallel()
        .mapToDouble(
            pair ->
                1
                    - IntStream.range(0, records.fields().size())
                        .filter(field -> has(records, first[pair], field))
                        .filter(field -> has(records, second[pair], field))
                        .mapToDouble(
                            field ->
                                JARO_WINKLER.apply(
                                    records.value(first[pair], field),
                                    records.value(second[pair], field)))
                        .average()
                        .orElse(0))
        .toArray();
  }

  private static boolean has(Records records, int row, int field) {
    return !records.value(row, field).isEmpty();
  }
}
