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

/**
 * What the fields of matches contribute to their scores. The two records of a match are copied
 * without each field and scored by the document frequencies of all records. They compete with their
 * most similar records, which keep the field.
 */
final class FieldContributions {

  private static final int GROUP = 1_000; // matches whose records are copied at a time

  private final Records records;
  private final PairFeatures features;
  private final RecordModel model;
  private final TermIds ids;
  private final int[][] similar; // rows to each of the rows of matches

  private FieldContributions(
      Records records, int[] rows, PairFeatures features, RecordModel model) {
    this.records = records;
    this.features = features;
    this.model = model;
    ids = TermIds.of(records);
    var pairs = features.similar().pairs();
    var counts = new int[records.size()];
    for (long pair : pairs) {
      counts[SimilarRecords.left(pair)]++;
      counts[SimilarRecords.right(pair)]++;
    }
    similar = new int[records.size()][];
    Arrays.stream(rows).forEach(row -> similar[row] = new int[counts[row]]);
    for (long pair : pairs) {
      int left = SimilarRecords.left(pair);
      int right = SimilarRecords.right(pair);
      add(right, similar[left], --counts[left]);
      add(left, similar[right], --counts[right]);
    }
  }

  private static void add(int row, int[] similar, int index) {
    if (similar != null) {
      similar[index] = row;
    }
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
    var contributions = new FieldContributions(records, rows, features, model);
    var result = new ArrayList<Map<String, Double>>();
    for (int start = 0; start < rows.length; start += 2 * GROUP) {
      int end = Math.min(start + 2 * GROUP, rows.length);
      for (var scores : contributions.scores(Arrays.copyOfRange(rows, start, end))) {
        var byField = new LinkedHashMap<String, Double>();
        for (int field = 1; field < scores.length; field++) {
          byField.put(records.fields().get(field - 1), scores[0] - scores[field]);
        }
        result.add(byField);
      }
    }
    return result;
  }

  /**
   * The scores of each match: with all fields, and without each of them.
   *
   * @param rows the left and the right row of each match
   */
  private double[][] scores(int[] rows) {
    int fields = records.fields().size();
    int perMatch = 2 * (fields + 1); // copies
    var values = new String[rows.length / 2 * perMatch][fields];
    var sources = new int[values.length];
    var competitors = new int[values.length][];
    for (int copy = 0; copy < values.length; copy++) {
      int index = copy / perMatch * 2 + copy % 2;
      int partner = rows[index ^ 1];
      int missing = copy % perMatch / 2 - 1;
      sources[copy] = rows[index];
      competitors[copy] =
          missing < 0
              ? Arrays.stream(similar[sources[copy]]).filter(row -> row != partner).toArray()
              : competitors[copy - 2]; // of the same record
      for (int field = 0; field < fields; field++) {
        values[copy][field] = field == missing ? "" : records.value(sources[copy], field);
      }
    }
    var copies = records.select(sources).withValues(values);
    var scorer = model.scorer(features.copies(ids, copies, competitors));
    var scores = new double[rows.length / 2][fields + 1];
    for (int copy = 0; copy < values.length; copy += 2) {
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
