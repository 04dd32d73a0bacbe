package dev.siamese.match;

import dev.siamese.data.Records;
import dev.siamese.match.MatchOptions.Corpus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The similarities of two records: of the whole text by character 3-grams, words, and numbers and
 * codes; relative to the next most similar records; and field by field. A missing value is -1.
 */
final class PairFeatures {

  private final TfIdf trigrams;
  private final TfIdf words;
  private final TfIdf codes;
  private final SimilarRecords similar; // null for further records
  private final BestOther bestOther;
  private final List<FieldFeatures> fields;

  /** The cosine of a row and its nearest, other than a record of this cosine. */
  private interface BestOther {
    double cosine(int row, double cosine);
  }

  /**
   * A pair of records, of which the second may be one of others with the same document frequencies.
   *
   * @param cosine of the two
   * @param leftOther the cosine of the first and its nearest other than the second
   * @param rightOther the cosine of the second and its nearest other than the first
   */
  record Pair(
      PairFeatures first,
      int left,
      PairFeatures second,
      int right,
      double cosine,
      double leftOther,
      double rightOther) {}

  /**
   * Computes the vectors of records.
   *
   * @param options which pairs are compared
   */
  PairFeatures(Records records, MatchOptions options) {
    var steps = new Steps("indexing fields", records.fields().size() + 1, options.progress());
    var corpus = options.part().map(MatchOptions.Part::corpus);
    int n = records.size();
    this.trigrams = trigrams(records, corpus);
    this.words =
        TfIdf.of(n, row -> RecordTokens.words(text(records, row)), corpus.map(each -> each.words));
    this.codes =
        TfIdf.of(n, row -> RecordTokens.codes(text(records, row)), corpus.map(each -> each.codes));
    this.similar = SimilarRecords.search(trigrams, options);
    this.bestOther = similar::bestOther;
    steps.advance();
    this.fields = new ArrayList<>();
    for (int field = 0; field < records.fields().size(); field++) {
      fields.add(FieldFeatures.of(records, field, corpus));
      steps.advance();
    }
  }

  private PairFeatures(
      TfIdf trigrams,
      TfIdf words,
      TfIdf codes,
      SimilarRecords similar,
      BestOther bestOther,
      List<FieldFeatures> fields) {
    this.trigrams = trigrams;
    this.words = words;
    this.codes = codes;
    this.similar = similar;
    this.bestOther = bestOther;
    this.fields = fields;
  }

  /** The vectors of further records, with the document frequencies of these. */
  PairFeatures further(TermIds ids, Records records) {
    int n = records.size();
    return new PairFeatures(
        trigrams.further(ids.trigrams(), n, row -> RecordTokens.trigrams(text(records, row))),
        words.further(ids.words(), n, row -> RecordTokens.words(text(records, row))),
        codes.further(ids.codes(), n, row -> RecordTokens.codes(text(records, row))),
        null,
        null,
        IntStream.range(0, fields.size())
            .mapToObj(i -> fields.get(i).further(ids.fields().get(i), records, i))
            .toList());
  }

  /**
   * The features of changed copies of these records.
   *
   * @param others the rows of these that compete with the other record of a pair, for each copy
   */
  PairFeatures copies(TermIds ids, Records copies, int[][] others) {
    var all = further(ids, copies);
    BestOther nearest =
        (row, cosine) ->
            Arrays.stream(others[row])
                .mapToDouble(other -> all.trigrams.cosine(row, trigrams, other))
                .max()
                .orElse(0);
    return new PairFeatures(all.trigrams, all.words, all.codes, null, nearest, all.fields);
  }

  /**
   * These records followed by further ones, each compared with the records before it.
   *
   * @param search how the pairs to compare are found, given all vectors of 3-grams
   */
  PairFeatures followedBy(PairFeatures further, Function<TfIdf, SimilarRecords> search) {
    var all = trigrams.followedBy(further.trigrams);
    var similar = search.apply(all);
    return new PairFeatures(
        all,
        words.followedBy(further.words),
        codes.followedBy(further.codes),
        similar,
        similar::bestOther,
        IntStream.range(0, fields.size())
            .mapToObj(i -> fields.get(i).followedBy(further.fields.get(i)))
            .toList());
  }

  static TfIdf trigrams(Records records, Optional<Corpus> corpus) {
    return TfIdf.of(
        records.size(),
        row -> RecordTokens.trigrams(text(records, row)),
        corpus.map(each -> each.trigrams));
  }

  static String text(Records records, int row) {
    var text = new StringBuilder();
    for (int field = 0; field < records.fields().size(); field++) {
      text.append(records.value(row, field)).append(' ');
    }
    return text.toString();
  }

  /** The number of features of a pair of records with so many fields. */
  static int count(int fields) {
    return 8 + 5 * fields;
  }

  SimilarRecords similar() {
    return similar;
  }

  /** The vectors of character 3-grams. */
  TfIdf trigrams() {
    return trigrams;
  }

  /** The cosine of the TF-IDF vectors of character 3-grams. */
  double cosine(int left, int right) {
    return trigrams.cosine(left, right);
  }

  Pair pair(int left, int right) {
    double cosine = trigrams.cosine(left, right);
    return new Pair(
        this,
        left,
        this,
        right,
        cosine,
        bestOther.cosine(left, cosine),
        bestOther.cosine(right, cosine));
  }

  double score(int left, int right) {
    return score(pair(left, right));
  }

  /**
   * A similarity without training, from 0 to 1: the weighted mean of the containment and the cosine
   * of character 3-grams, of the cosine of numbers and codes, if both records have any, and, with
   * half the weight, of the mean similarity of the fields. It is lower by up to 0.04 if one of the
   * records is more similar to another, and higher by up to 0.04 if neither is.
   */
  static double score(Pair pair) {
    var a = pair.first;
    var b = pair.second;
    boolean hasCodes = !a.codes.isEmpty(pair.left) && !b.codes.isEmpty(pair.right);
    double code = hasCodes ? a.codes.cosine(pair.left, b.codes, pair.right) : pair.cosine;
    double sum = a.trigrams.containment(pair.left, b.trigrams, pair.right) + pair.cosine + code;
    double mean = (sum + fieldSimilarity(pair) / 2) / 3.5;
    double margin = pair.cosine - Math.max(pair.leftOther, pair.rightOther);
    double score = mean + 0.2 * Math.max(-0.2, Math.min(margin, 0.2));
    return Math.max(0, Math.min(score, 1));
  }

  /** The mean of the fields that both records have. */
  private static double fieldSimilarity(Pair pair) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < pair.first.fields.size(); i++) {
      var field = pair.first.fields.get(i);
      var others = pair.second.fields.get(i);
      if (!field.isMissing(pair.left) && !others.isMissing(pair.right)) {
        sum += field.similarity(pair.left, others, pair.right);
        count++;
      }
    }
    return sum / Math.max(1, count);
  }

  float[] of(int left, int right) {
    return of(pair(left, right));
  }

  /** All features of a pair; the same in both directions. */
  static float[] of(Pair pair) {
    var a = pair.first;
    var b = pair.second;
    int left = pair.left;
    int right = pair.right;
    var values = new float[count(a.fields.size())];
    double margin = pair.cosine - pair.leftOther;
    double otherMargin = pair.cosine - pair.rightOther;
    boolean hasCodes = !a.codes.isEmpty(left) && !b.codes.isEmpty(right);
    int next = 0;
    values[next++] = (float) pair.cosine;
    values[next++] = (float) a.trigrams.containment(left, b.trigrams, right);
    values[next++] = (float) a.words.cosine(left, b.words, right);
    values[next++] = (float) a.words.containment(left, b.words, right);
    values[next++] = hasCodes ? (float) a.codes.cosine(left, b.codes, right) : -1;
    values[next++] = hasCodes ? (float) a.codes.containment(left, b.codes, right) : -1;
    values[next++] = (float) Math.min(margin, otherMargin);
    values[next++] = (float) Math.max(margin, otherMargin);
    for (int i = 0; i < a.fields.size(); i++) {
      a.fields.get(i).add(left, b.fields.get(i), right, values, next);
      next += 5;
    }
    return values;
  }

  int fieldCount() {
    return fields.size();
  }
}
