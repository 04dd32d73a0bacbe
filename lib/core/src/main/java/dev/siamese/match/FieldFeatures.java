package dev.siamese.match;

import dev.siamese.data.Records;
import dev.siamese.match.MatchOptions.Corpus;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One field of records: its vectors, a number for each distinct value after normalising it, 0 where
 * missing, and, if most are numbers, the numbers.
 */
record FieldFeatures(TfIdf trigrams, TfIdf words, int[] values, double[] numbers) {

  /** The numbers of terms and of values, in the order in which they first occur. */
  record Ids(
      Map<String, Integer> trigrams, Map<String, Integer> words, Map<String, Integer> values) {

    Ids() {
      this(new HashMap<>(), new HashMap<>(), new HashMap<>(Map.of("", 0)));
    }

    Ids copy() {
      return new Ids(new HashMap<>(trigrams), new HashMap<>(words), new HashMap<>(values));
    }

    void add(Records records, int field) {
      TfIdf.ids(trigrams, records.size(), row -> RecordTokens.trigrams(records.value(row, field)));
      TfIdf.ids(words, records.size(), row -> RecordTokens.words(records.value(row, field)));
      for (int row = 0; row < records.size(); row++) {
        values.putIfAbsent(normalized(records, row, field), values.size());
      }
    }
  }

  static FieldFeatures of(Records records, int field, Optional<Corpus> corpus) {
    int n = records.size();
    boolean areNumbers =
        corpus.isPresent() ? corpus.get().numeric[field] : FieldNumbers.areMost(records, field);
    return new FieldFeatures(
        TfIdf.of(
            n,
            row -> RecordTokens.trigrams(records.value(row, field)),
            corpus.map(all -> all.fieldTrigrams[field])),
        TfIdf.of(
            n,
            row -> RecordTokens.words(records.value(row, field)),
            corpus.map(all -> all.fieldWords[field])),
        values(new HashMap<>(Map.of("", 0)), records, field),
        areNumbers ? FieldNumbers.of(records, field) : new double[0]);
  }

  /** The features of further records, with the document frequencies of these. */
  FieldFeatures further(Ids ids, Records records, int field) {
    int n = records.size();
    return new FieldFeatures(
        trigrams.further(ids.trigrams, n, row -> RecordTokens.trigrams(records.value(row, field))),
        words.further(ids.words, n, row -> RecordTokens.words(records.value(row, field))),
        furtherValues(ids.values, records, field),
        numbers.length > 0 ? FieldNumbers.of(records, field) : new double[0]);
  }

  FieldFeatures followedBy(FieldFeatures further) {
    var allValues = Arrays.copyOf(values, values.length + further.values.length);
    System.arraycopy(further.values, 0, allValues, values.length, further.values.length);
    var allNumbers = Arrays.copyOf(numbers, numbers.length + further.numbers.length);
    System.arraycopy(further.numbers, 0, allNumbers, numbers.length, further.numbers.length);
    return new FieldFeatures(
        trigrams.followedBy(further.trigrams),
        words.followedBy(further.words),
        allValues,
        allNumbers);
  }

  private static String normalized(Records records, int row, int field) {
    return String.join(" ", RecordTokens.words(records.value(row, field)));
  }

  private static int[] values(Map<String, Integer> ids, Records records, int field) {
    var values = new int[records.size()];
    for (int row = 0; row < values.length; row++) {
      int next = ids.size();
      values[row] = ids.computeIfAbsent(normalized(records, row, field), each -> next);
    }
    return values;
  }

  private static int[] furtherValues(Map<String, Integer> known, Records records, int field) {
    var unseen = new HashMap<String, Integer>();
    var values = new int[records.size()];
    for (int row = 0; row < values.length; row++) {
      var value = normalized(records, row, field);
      int next = known.size() + unseen.size();
      var id = known.get(value);
      values[row] = id != null ? id : unseen.computeIfAbsent(value, each -> next);
    }
    return values;
  }

  boolean isMissing(int row) {
    return values[row] == 0;
  }

  /** The similarity of 3-grams or of contained words, if higher. */
  double similarity(int left, FieldFeatures others, int right) {
    return Math.max(
        trigrams.cosine(left, others.trigrams, right),
        words.containment(left, others.words, right));
  }

  /** Writes the five features of a pair. */
  void add(int left, FieldFeatures others, int right, float[] result, int start) {
    int missing = (isMissing(left) ? 1 : 0) + (others.isMissing(right) ? 1 : 0);
    boolean both = missing == 0;
    result[start] = both ? (float) trigrams.cosine(left, others.trigrams, right) : -1;
    result[start + 1] = both ? (float) words.containment(left, others.words, right) : -1;
    result[start + 2] = both ? (values[left] == others.values[right] ? 1 : 0) : -1;
    result[start + 3] = missing;
    result[start + 4] =
        both && numbers.length > 0
            ? FieldNumbers.similarity(numbers[left], others.numbers[right])
            : -1;
  }
}
