package dev.siamese.match;

import dev.siamese.data.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The similarities of two records: of the whole text by character 3-grams, words, and numbers and
 * codes; relative to the next most similar records; and field by field. A missing value is -1.
 */
final class PairFeatures {

  private final TfIdf trigrams;
  private final TfIdf words;
  private final TfIdf codes;
  private final SimilarRecords similar; // null for copies
  private final BestOther bestOther;
  private final List<Field> fields = new ArrayList<>();

  /**
   * One field: its vectors, a number for each distinct value after normalising it, 0 where missing,
   * and, if most are numbers, the numbers.
   */
  private record Field(TfIdf trigrams, TfIdf words, int[] values, double[] numbers) {}

  /** The cosine of a row and its nearest, other than a record of this cosine. */
  private interface BestOther {
    double cosine(int row, double cosine);
  }

  /**
   * Computes the vectors of records.
   *
   * @param options which pairs are compared
   */
  PairFeatures(Records records, MatchOptions options) {
    var steps = new Steps("indexing fields", records.fields().size() + 1, options.progress());
    this.trigrams = trigrams(records);
    this.words = TfIdf.of(records.size(), row -> RecordTokens.words(text(records, row)));
    this.codes = TfIdf.of(records.size(), row -> RecordTokens.codes(text(records, row)));
    this.similar = SimilarRecords.search(trigrams, options);
    this.bestOther = similar::bestOther;
    steps.advance();
    for (int field = 0; field < records.fields().size(); field++) {
      int index = field;
      int n = records.size();
      fields.add(
          new Field(
              TfIdf.of(n, row -> RecordTokens.trigrams(records.value(row, index))),
              TfIdf.of(n, row -> RecordTokens.words(records.value(row, index))),
              values(records, field),
              FieldNumbers.areMost(records, field)
                  ? FieldNumbers.of(records, field)
                  : new double[0]));
      steps.advance();
    }
  }

  /**
   * The features of changed copies of records, by the document frequencies of the records.
   *
   * @param original the features of the records
   * @param copies of some records
   * @param others the copies that compete with the other record of a pair, for each copy
   */
  PairFeatures(PairFeatures original, Records records, Records copies, int[][] others) {
    this.trigrams = copied(records, copies, (all, row) -> RecordTokens.trigrams(text(all, row)));
    this.words = copied(records, copies, (all, row) -> RecordTokens.words(text(all, row)));
    this.codes = copied(records, copies, (all, row) -> RecordTokens.codes(text(all, row)));
    this.similar = null;
    this.bestOther =
        (row, cosine) ->
            Arrays.stream(others[row])
                .mapToDouble(other -> trigrams.cosine(row, other))
                .max()
                .orElse(0);
    for (int field = 0; field < records.fields().size(); field++) {
      int index = field;
      boolean areNumbers = original.fields.get(field).numbers.length > 0;
      fields.add(
          new Field(
              copied(records, copies, (all, i) -> RecordTokens.trigrams(all.value(i, index))),
              copied(records, copies, (all, i) -> RecordTokens.words(all.value(i, index))),
              values(copies, field),
              areNumbers ? FieldNumbers.of(copies, field) : new double[0]));
    }
  }

  private static TfIdf copied(
      Records records, Records copies, BiFunction<Records, Integer, List<String>> tokens) {
    return TfIdf.of(
        copies.size(),
        row -> tokens.apply(copies, row),
        records.size(),
        row -> tokens.apply(records, row));
  }

  static TfIdf trigrams(Records records) {
    return TfIdf.of(records.size(), row -> RecordTokens.trigrams(text(records, row)));
  }

  private static String text(Records records, int row) {
    var text = new StringBuilder();
    for (int field = 0; field < records.fields().size(); field++) {
      text.append(records.value(row, field)).append(' ');
    }
    return text.toString();
  }

  private static int[] values(Records records, int field) {
    var ids = new HashMap<String, Integer>();
    ids.put("", 0);
    return IntStream.range(0, records.size())
        .mapToObj(row -> String.join(" ", RecordTokens.words(records.value(row, field))))
        .mapToInt(
            value -> {
              int next = ids.size();
              return ids.computeIfAbsent(value, each -> next);
            })
        .toArray();
  }

  /** The number of features of a pair of records with so many fields. */
  static int count(int fields) {
    return 8 + 5 * fields;
  }

  SimilarRecords similar() {
    return similar;
  }

  /** The cosine of the TF-IDF vectors of character 3-grams. */
  double cosine(int left, int right) {
    return trigrams.cosine(left, right);
  }

  /**
   * A similarity without training, from 0 to 1: the weighted mean of the containment and the cosine
   * of character 3-grams, of the cosine of numbers and codes, if both records have any, and, with
   * half the weight, of the mean similarity of the fields. It is lower by up to 0.04 if one of the
   * records is more similar to another, and higher by up to 0.04 if neither is.
   */
  double score(int left, int right) {
    double cosine = trigrams.cosine(left, right);
    boolean hasCodes = !codes.isEmpty(left) && !codes.isEmpty(right);
    double code = hasCodes ? codes.cosine(left, right) : cosine;
    double sum = trigrams.containment(left, right) + cosine + code;
    double mean = (sum + fieldSimilarity(left, right) / 2) / 3.5;
    double margin =
        cosine - Math.max(bestOther.cosine(left, cosine), bestOther.cosine(right, cosine));
    double score = mean + 0.2 * Math.max(-0.2, Math.min(margin, 0.2));
    return Math.max(0, Math.min(score, 1));
  }

  /** The mean of the fields that both records have: of 3-grams or of contained words, if higher. */
  private double fieldSimilarity(int left, int right) {
    double sum = 0;
    int count = 0;
    for (var field : fields) {
      if (field.values[left] > 0 && field.values[right] > 0) {
        sum += Math.max(field.trigrams.cosine(left, right), field.words.containment(left, right));
        count++;
      }
    }
    return sum / Math.max(1, count);
  }

  /** All features of a pair; the same in both directions. */
  float[] of(int left, int right) {
    var values = new float[count(fields.size())];
    double cosine = trigrams.cosine(left, right);
    double margin = cosine - bestOther.cosine(left, cosine);
    double otherMargin = cosine - bestOther.cosine(right, cosine);
    boolean hasCodes = !codes.isEmpty(left) && !codes.isEmpty(right);
    int next = 0;
    values[next++] = (float) cosine;
    values[next++] = (float) trigrams.containment(left, right);
    values[next++] = (float) words.cosine(left, right);
    values[next++] = (float) words.containment(left, right);
    values[next++] = hasCodes ? (float) codes.cosine(left, right) : -1;
    values[next++] = hasCodes ? (float) codes.containment(left, right) : -1;
    values[next++] = (float) Math.min(margin, otherMargin);
    values[next++] = (float) Math.max(margin, otherMargin);
    for (var field : fields) {
      addField(field, left, right, values, next);
      next += 5;
    }
    return values;
  }

  private static void addField(Field field, int left, int right, float[] values, int start) {
    int missing = (field.values[left] == 0 ? 1 : 0) + (field.values[right] == 0 ? 1 : 0);
    boolean both = missing == 0;
    values[start] = both ? (float) field.trigrams.cosine(left, right) : -1;
    values[start + 1] = both ? (float) field.words.containment(left, right) : -1;
    values[start + 2] = both ? (field.values[left] == field.values[right] ? 1 : 0) : -1;
    values[start + 3] = missing;
    values[start + 4] =
        both && field.numbers.length > 0 ? FieldNumbers.similarity(field.numbers, left, right) : -1;
  }

  /**
   * The {@link LatentClasses#level} of each field, and of the numbers and codes of the whole text;
   * -1 where one is missing.
   */
  int[] levels(int left, int right) {
    var x = of(left, right);
    var levels = new int[fields.size() + 1];
    for (int field = 0; field < fields.size(); field++) {
      int start = 8 + 5 * field;
      levels[field] = x[start] < 0 ? -1 : x[start + 4] >= 0 ? numberLevel(x[start + 4]) : 4;
      if (x[start + 4] < 0 && x[start + 2] == 0) {
        double similarity = (x[start] + Math.max(x[start], x[start + 1])) / 2;
        levels[field] = LatentClasses.level(Math.min(similarity, 0.998)); // not equal
      }
    }
    levels[fields.size()] = x[4] < 0 ? -1 : LatentClasses.level(x[4]);
    return levels;
  }

  private static int numberLevel(float similarity) {
    if (similarity > 0.9999) {
      return 4;
    }
    return similarity > 0.98 ? 3 : similarity > 0.9 ? 2 : similarity > 0.6 ? 1 : 0;
  }
}
