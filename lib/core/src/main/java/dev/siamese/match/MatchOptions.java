package dev.siamese.match;

import dev.siamese.data.Records;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which pairs are compared, and where progress is reported.
 *
 * @param leftSize the number of records of the first of two collections, which come first; only
 *     pairs of a record of the first and one of the second are compared. 0 if all pairs are
 * @param oneToOne whether each record is in one match at most, the highest scores chosen first; for
 *     two collections only
 * @param progress receives the progress
 * @param part what is known of the collection that the records are a part of; empty if they are the
 *     whole collection
 */
public record MatchOptions(int leftSize, boolean oneToOne, Progress progress, Optional<Part> part) {

  /**
   * What is known of a collection that is larger than memory, to compare some of its records as if
   * all were given. The candidate pairs are those given; no others are searched for.
   *
   * @param corpus the document frequencies of the collection
   * @param left the lower row of each candidate pair
   * @param right the higher row of each candidate pair; the pairs are ascending
   * @param best the highest cosine of each record with another, see {@link Corpus#cosines}
   * @param secondBest the second highest cosine of each record
   * @param complete whether all candidate pairs of a record are given; without labels, the
   *     classifier is fitted to those of such records
   */
  public record Part(
      Corpus corpus,
      int[] left,
      int[] right,
      float[] best,
      float[] secondBest,
      boolean[] complete) {

    /**
     * {@return the scores of the pairs by a fitted matcher, from 0 to 1; 1 or 0 where it has a
     * label}
     *
     * @param matcher used for its classifier and labels, not for its records
     * @param records with at least the fields that it compares
     * @throws IllegalArgumentException if they lack a field
     */
    public float[] scores(RecordMatcher matcher, Records records) {
      var scored = scored(matcher, records);
      var scores = scored.scores();
      for (int i = 0; i < scores.length; i++) {
        var label = scored.labels().get(SimilarRecords.pair(left[i], right[i]));
        scores[i] = label == null ? scores[i] : label ? 1 : 0;
      }
      return scores;
    }

    /**
     * {@return the matches among the records, as {@link RecordMatcher#matches}}
     *
     * @param matcher used for its classifier, threshold and labels, not for its records
     * @param records with at least the fields that it compares
     * @throws IllegalArgumentException if they lack a field
     */
    public List<RecordMatcher.Match> matches(RecordMatcher matcher, Records records) {
      return scored(matcher, records).matches();
    }

    private ScoredPairs scored(RecordMatcher matcher, Records records) {
      var model = matcher.model();
      var compared = records.selectFields(model.fields());
      return MatcherFitting.apply(model, compared, new MatchOptions(this));
    }

    long[] pairs() {
      return IntStream.range(0, left.length)
          .mapToLong(i -> SimilarRecords.pair(left[i], right[i]))
          .toArray();
    }
  }

  /**
   * The document frequencies of a collection of records: of the 3-grams, words, and numbers and
   * codes of the whole text, and of the 3-grams and words of each field. Immutable, safe for use by
   * any number of threads.
   */
  public static final class Corpus implements Serializable {

    private static final long serialVersionUID = 1;

    /** Of the 3-grams of whole texts. */
    final DocumentFrequencies trigrams;

    /** Of the words of whole texts. */
    final DocumentFrequencies words;

    /** Of the numbers and codes of whole texts. */
    final DocumentFrequencies codes;

    /** Of the 3-grams of each field. */
    final DocumentFrequencies[] fieldTrigrams;

    /** Of the words of each field. */
    final DocumentFrequencies[] fieldWords;

    /** Whether most values of a field are numbers. */
    final boolean[] numeric;

    private Corpus(Records all) {
      int n = all.size();
      int fields = all.fields().size();
      trigrams =
          DocumentFrequencies.of(n, row -> RecordTokens.trigrams(PairFeatures.text(all, row)));
      words = DocumentFrequencies.of(n, row -> RecordTokens.words(PairFeatures.text(all, row)));
      codes = DocumentFrequencies.of(n, row -> RecordTokens.codes(PairFeatures.text(all, row)));
      fieldTrigrams = new DocumentFrequencies[fields];
      fieldWords = new DocumentFrequencies[fields];
      numeric = new boolean[fields];
      for (int field = 0; field < fields; field++) {
        int index = field;
        fieldTrigrams[field] =
            DocumentFrequencies.of(n, row -> RecordTokens.trigrams(all.value(row, index)));
        fieldWords[field] =
            DocumentFrequencies.of(n, row -> RecordTokens.words(all.value(row, index)));
        numeric[field] = FieldNumbers.areMost(all, field);
      }
    }

    /**
     * {@return the document frequencies of records}
     *
     * @param all the collection, or a random sample of it
     */
    public static Corpus of(Records all) {
      return new Corpus(all);
    }

    /**
     * {@return the 3-grams and words of a record with their squared inverse document frequency}
     *
     * @param values of the fields of the record
     */
    public Map<String, Double> terms(List<String> values) {
      var text = String.join(" ", values);
      var terms = new HashMap<String, Double>();
      for (var term : new HashSet<>(RecordTokens.trigrams(text))) {
        terms.put(term, Math.pow(trigrams.idf(term), 2));
      }
      for (var term : new HashSet<>(RecordTokens.words(text))) {
        terms.put("word " + term, Math.pow(words.idf(term), 2));
      }
      return terms;
    }

    /**
     * {@return the cosine similarity of the TF-IDF vectors of the 3-grams of each pair}
     *
     * @param records of the collection
     * @param left a row of each pair
     * @param right the other row of each pair
     */
    public float[] cosines(Records records, int[] left, int[] right) {
      var vectors = PairFeatures.trigrams(records, Optional.of(this));
      var cosines = new float[left.length];
      for (int i = 0; i < left.length; i++) {
        cosines[i] = (float) vectors.cosine(left[i], right[i]);
      }
      return cosines;
    }
  }

  /** Receives the progress of long work, from several threads. */
  @FunctionalInterface
  public interface Progress {

    /**
     * A step has advanced by a percent or more, or is done.
     *
     * @param step such as {@code "scoring pairs"}
     * @param done the number of records or pairs that are done
     * @param total the number of all
     */
    void update(String step, int done, int total);
  }

  /**
   * Checks the options.
   *
   * @param leftSize at least 0
   * @param oneToOne for two collections only
   * @param progress receives the progress
   * @param part of a larger collection, or empty
   * @throws IllegalArgumentException if they are invalid
   */
  public MatchOptions {
    if (leftSize < 0 || oneToOne && leftSize == 0) {
      throw new IllegalArgumentException(
          "leftSize = %d, oneToOne = %s: leftSize must be at least 0, and above it for one-to-one"
              .formatted(leftSize, oneToOne));
    }
  }

  /**
   * Options for whole collections.
   *
   * @param leftSize at least 0
   * @param oneToOne for two collections only
   * @param progress receives the progress
   * @throws IllegalArgumentException if they are invalid
   */
  public MatchOptions(int leftSize, boolean oneToOne, Progress progress) {
    this(leftSize, oneToOne, progress, Optional.empty());
  }

  /**
   * Options for some records of one collection; progress is not reported.
   *
   * @param part what is known of the collection
   */
  public MatchOptions(Part part) {
    this(0, false, new MatchOptions().progress, Optional.of(part));
  }

  /** All pairs of one collection; progress is not reported. */
  public MatchOptions() {
    this(0, false, (step, done, total) -> {});
  }

  /**
   * {@return options to link two collections}
   *
   * @param left the first collection
   */
  public static MatchOptions linking(Records left) {
    return new MatchOptions(left.size(), false, new MatchOptions().progress);
  }
}
