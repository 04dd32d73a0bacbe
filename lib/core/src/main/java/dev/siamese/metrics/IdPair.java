package dev.siamese.metrics;

import dev.siamese.data.Records;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An unordered pair of record ids, true or predicted duplicates.
 *
 * @param first the smaller id in string order
 * @param second the greater id
 */
public record IdPair(String first, String second) {

  /**
   * Orders the ids.
   *
   * @param first an id
   * @param second another id
   */
  public IdPair {
    if (first.equals(second)) {
      throw new IllegalArgumentException(
          "a pair of \"" + first + "\" with itself: the ids must differ");
    }
    if (first.compareTo(second) > 0) {
      var greater = first;
      first = second;
      second = greater;
    }
  }

  /**
   * {@return all pairs of records of one class}
   *
   * @param records records with their classes
   */
  public static Set<IdPair> truePairs(Records records) {
    var idsByClass = new HashMap<Integer, List<String>>();
    for (int row = 0; row < records.size(); row++) {
      idsByClass
          .computeIfAbsent(records.label(row), label -> new ArrayList<>())
          .add(records.key(row));
    }
    var pairs = new HashSet<IdPair>();
    for (var ids : idsByClass.values()) {
      for (int i = 0; i < ids.size(); i++) {
        for (int j = i + 1; j < ids.size(); j++) {
          pairs.add(new IdPair(ids.get(i), ids.get(j)));
        }
      }
    }
    return pairs;
  }
}
