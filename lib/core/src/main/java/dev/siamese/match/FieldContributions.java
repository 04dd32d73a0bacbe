package dev.siamese.match;

import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.match.RecordMatcher.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the fields of matches contribute to their scores. The two records of a match are copied
 * without each field and scored by the document frequencies of all records. They compete with their
 * most similar records, which keep the field.
 */
final class FieldContributions {

  private final Records records;
  private final int[] rows; // the left and the right row of each match
  private final int[] competitors; // distinct rows that are similar to one of these
  private final int[][] others; // of each of the rows, as indices of the competitors

  private FieldContributions(Records records, int[] rows, long[] candidates) {
    this.records = records;
    this.rows = rows;
    var similar = new HashMap<Integer, List<Integer>>();
    Arrays.stream(rows).forEach(row -> similar.put(row, new ArrayList<>()));
    for (long pair : candidates) {
      int left = SimilarRecords.left(pair);
      int right = SimilarRecords.right(pair);
      similar.getOrDefault(left, new ArrayList<>()).add(right);
      similar.getOrDefault(right, new ArrayList<>()).add(left);
    }
    competitors =
        similar.values().stream()
            .flatMapToInt(FieldContributions::ints)
            .distinct()
            .sorted()
            .toArray();
    others = new int[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      int partner = rows[i ^ 1];
      others[i] =
          ints(similar.get(rows[i]))
              .filter(row -> row != partner)
              .map(row -> Arrays.binarySearch(competitors, row))
              .toArray();
    }
  }

  private static IntStream ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue);
  }

  /**
   * The contributions of each match, by the name of the field.
   *
   * @param leftSize the number of records of the first collection; 0 if there is only one
   * @param features of the records
   */
  static List<Map<String, Double>> of(
      List<Match> matches,
      Records records,
      int leftSize,
      PairFeatures features,
      RecordModel model) {
    var rows = rows(matches, records, leftSize);
    var scores =
        new FieldContributions(records, rows, features.similar().pairs()).scores(features, model);
    var result = new ArrayList<Map<String, Double>>();
    for (var each : scores) {
      var contributions = new LinkedHashMap<String, Double>();
      for (int field = 1; field < each.length; field++) {
        contributions.put(records.fields().get(field - 1), each[0] - each[field]);
      }
      result.add(contributions);
    }
    return result;
  }

  /** The scores of each match: with all fields, and without each of them. */
  private double[][] scores(PairFeatures features, RecordModel model) {
    int fields = records.fields().size();
    int perMatch = 2 * (fields + 1); // copies
    var values = new String[rows.length / 2 * perMatch + competitors.length][fields];
    var sources = new int[values.length];
    var competing = new int[values.length][0];
    int first = values.length - competitors.length; // of the competitors
    for (int copy = 0; copy < values.length; copy++) {
      int row = copy / perMatch * 2 + copy % 2;
      int missing = copy < first ? copy % perMatch / 2 - 1 : -1;
      sources[copy] = copy < first ? rows[row] : competitors[copy - first];
      if (copy < first) {
        competing[copy] = Arrays.stream(others[row]).map(other -> first + other).toArray();
      }
      for (int field = 0; field < fields; field++) {
        values[copy][field] = field == missing ? "" : records.value(sources[copy], field);
      }
    }
    var copies = records.select(sources).withValues(values);
    var scorer = model.scorer(features.copies(TermIds.of(records), copies, competing));
    var scores = new double[rows.length / 2][fields + 1];
    for (int copy = 0; copy < first; copy += 2) {
      scores[copy / perMatch][copy % perMatch / 2] = scorer.score(copy, copy + 1);
    }
    return scores;
  }

  private static int[] rows(List<Match> matches, Records records, int leftSize) {
    var left = rowsByKey(records, 0, leftSize > 0 ? leftSize : records.size());
    var right = leftSize > 0 ? rowsByKey(records, leftSize, records.size()) : left;
    var rows = new int[2 * matches.size()];
    for (int i = 0; i < matches.size(); i++) {
      rows[2 * i] = row(left, matches.get(i).left());
      rows[2 * i + 1] = row(right, matches.get(i).right());
    }
    return rows;
  }

  private static int row(Map<String, Integer> rows, String key) {
    if (!rows.containsKey(key)) {
      throw new DataException(
          "the records have no key '%s': pass matches of these records".formatted(key));
    }
    return rows.get(key);
  }

  private static Map<String, Integer> rowsByKey(Records records, int start, int end) {
    var rows = new HashMap<String, Integer>();
    for (int row = start; row < end; row++) {
      rows.put(records.key(row), row);
    }
    return rows;
  }
}
