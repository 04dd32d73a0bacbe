package dev.siamese.metrics;

import dev.siamese.data.Records;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two records that are, or are thought to be, the same: an unordered pair of their ids.
 *
 * @param first the smaller id
 * @param second the greater one
 */
public record IdPair(String first, String second) {

  public IdPair {
    if (first.equals(second)) {
      throw new IllegalArgumentException("a pair of \"" + first + "\" with itself is no duplicate");
    }
    if (first.compareTo(second) > 0) {
      var greater = first;
      first = second;
      second = greater;
    }
  }

  /** All pairs of records of one class, by their keys. */
  public static Set<IdPair> truePairs(Records records) {
    var rows = new HashMap<Integer, List<String>>();
    for (int row = 0; row < records.size(); row++) {
      rows.computeIfAbsent(records.label(row), label -> new ArrayList<>()).add(records.key(row));
    }
    var pairs = new HashSet<IdPair>();
    for (var keys : rows.values()) {
      for (int i = 0; i < keys.size(); i++) {
        for (int j = i + 1; j < keys.size(); j++) {
          pairs.add(new IdPair(keys.get(i), keys.get(j)));
        }
      }
    }
    return pairs;
  }
}
