package dev.siamese.match;

import dev.siamese.data.DataException;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Records;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.metrics.PairMetrics.IdPair;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds duplicate records without an encoder, by the similarities of TF-IDF vectors of their text.
 * Each record is compared with its most similar ones by a classifier of the similarities of the
 * whole records and of each field, which is fitted to labelled pairs, or without labels to those
 * that a mixture of classes of pairs estimates. The scored pairs are clustered by average linkage;
 * of two collections, only pairs across are compared. Uses no native memory.
 */
public final class RecordMatcher {

  static final double TF_IDF_THRESHOLD = 0.6;

  private final ScoredPairs pairs;
  private final Optional<Quality> quality;
  private FurtherRecords further; // null until needed

  /**
   * Two records of one cluster, or of two collections.
   *
   * @param left the key of the first record, which is in the first collection
   * @param right the key of the second record, which is in the second collection
   * @param score of the pair, from 0 to 1; may be below the threshold within one collection, for
   *     only the mean score of clusters is at least the threshold
   * @param cluster the number of the cluster, from 1: records joined by matches have the same
   */
  public record Match(String left, String right, double score, int cluster) {

    /**
     * {@return the keys as an unordered pair}
     *
     * @throws IllegalArgumentException if two collections have the same key
     */
    public IdPair pair() {
      return new IdPair(left, right);
    }
  }

  /**
   * A possible duplicate of a record.
   *
   * @param key of the record
   * @param score of the pair, from 0 to 1
   */
  public record Candidate(String key, double score) {}

  /**
   * The quality on labelled pairs.
   *
   * @param classifier each pair decided by the trees that were not fitted to it
   * @param tfIdf pairs decided as {@link #tfIdfMatches} does
   */
  public record Quality(PairMetrics classifier, PairMetrics tfIdf) {}

  RecordMatcher(ScoredPairs pairs, Optional<Quality> quality) {
    this.pairs = pairs;
    this.quality = quality;
  }

  /**
   * Scores the pairs of one collection without labels.
   *
   * @param records to find duplicates among
   * @return the scored pairs
   */
  public static RecordMatcher unsupervised(Records records) {
    return unsupervised(records, new MatchOptions());
  }

  /**
   * Scores the pairs of two collections without labels.
   *
   * @param left the first collection
   * @param right the second collection, whose keys may be those of the first
   * @return the scored pairs
   * @throws DataException if they have no field in common
   */
  public static RecordMatcher unsupervised(Records left, Records right) {
    return unsupervised(left.concatShared(right), MatchOptions.linking(left));
  }

  /**
   * Scores pairs without labels.
   *
   * @param records of one collection, or of two, see {@link Records#concatShared}
   * @param options which pairs are compared
   * @return the scored pairs
   */
  public static RecordMatcher unsupervised(Records records, MatchOptions options) {
    return MatcherFitting.unsupervised(records, options);
  }

  /**
   * Scores the pairs of one collection by a classifier of labelled pairs. The scores are
   * probabilities.
   *
   * @param pairs of {@link Records}; a similarity of at least 0.5 is the same
   * @param seed of the classifier
   * @return the scored pairs
   * @throws DataException if no pair is the same or none is different
   */
  public static RecordMatcher fit(LabeledPairs pairs, Seed seed) {
    return fit(pairs, new MatchOptions(), seed);
  }

  /**
   * Scores pairs by a classifier of labelled pairs. The scores are probabilities.
   *
   * @param pairs of {@link Records}; a similarity of at least 0.5 is the same
   * @param options which pairs are compared
   * @param seed of the classifier
   * @return the scored pairs
   * @throws DataException if no pair is the same or none is different
   */
  public static RecordMatcher fit(LabeledPairs pairs, MatchOptions options, Seed seed) {
    return MatcherFitting.fit(pairs, options, seed);
  }

  /**
   * Scores pairs by a saved matcher. The document frequencies are those of the records given.
   * Labels apply where a record has the key and the values of the labelled one.
   *
   * @param file written by {@link #save}
   * @param records with at least the fields of the saved matcher
   * @param options which pairs are compared
   * @return the scored pairs
   * @throws DataException if the file is missing or invalid, or the records lack a field
   */
  public static RecordMatcher load(Path file, Records records, MatchOptions options) {
    return MatcherFitting.load(file, records, options);
  }

  /**
   * Writes the classifier, the threshold, the names of the fields and the labels, not the records.
   *
   * @param file the zip file
   * @throws DataException if it cannot be written
   */
  public void save(Path file) {
    pairs.model().save(file);
  }

  /** {@return how pairs are scored, in words} */
  public String method() {
    return pairs.model().method();
  }

  /** {@return the lowest mean score at which clusters are merged} */
  public double threshold() {
    return pairs.model().threshold();
  }

  /**
   * {@return the same scored pairs with another threshold}
   *
   * @param score the lowest mean score at which clusters are merged, from 0 to 1
   */
  public RecordMatcher withThreshold(double score) {
    return new RecordMatcher(pairs.withThreshold(score), quality);
  }

  RecordModel model() {
    return pairs.model();
  }

  /** {@return the quality on the labelled pairs; empty without labels} */
  public Optional<Quality> quality() {
    return quality;
  }

  /** {@return the records with the compared fields} */
  public Records records() {
    return pairs.records();
  }

  /**
   * {@return the records that are most similar to another one, by descending score} The scores are
   * those that {@link #add} gives to it. Safe for use by several threads.
   *
   * @param record the values by field; those that are left out are missing
   * @param k the greatest number of records, at least 1; a score of {@link #threshold} or more
   *     speaks for a duplicate
   * @throws IllegalArgumentException if k is below 1, or there is no such field
   * @throws IllegalStateException if these are two collections
   */
  public List<Candidate> match(Map<String, String> record, int k) {
    return further().candidates(record, k);
  }

  /**
   * {@return these records and further ones, which are compared with these and with each other}
   * Only new pairs are scored, and those of records that have a more similar one now. Classifier,
   * threshold and document frequencies stay; when many were added, fit or load a matcher again.
   *
   * @param more with at least the fields of these, and other keys
   * @throws DataException if a key is among these
   * @throws IllegalStateException if these are two collections
   */
  public RecordMatcher add(Records more) {
    var added = further().add(more);
    var matcher = new RecordMatcher(added.pairs(), quality);
    matcher.further = added;
    return matcher;
  }

  private synchronized FurtherRecords further() {
    further = further == null ? FurtherRecords.of(pairs) : further;
    return further;
  }

  /**
   * {@return all pairs of records of one cluster, cluster by cluster; of two collections, or
   * without a classifier, the pairs with a score of at least the threshold} A pair labelled the
   * same is always one of them with the score 1, a pair labelled different never.
   */
  public List<Match> matches() {
    return pairs.matches();
  }

  /**
   * {@return what each field contributes to the score of each match, by the name of the field: the
   * score minus that without the field in both records} Above 0, the field makes them similar;
   * below 0, different. Labels do not count. Reads all records: pass many matches at a time.
   *
   * @param matches of these records
   */
  public List<Map<String, Double>> contributions(List<Match> matches) {
    return FieldContributions.of(
        matches, pairs.records(), pairs.options().leftSize(), pairs.features(), pairs.model());
  }

  /**
   * {@return the pairs with a cosine of at least 0.6 between the TF-IDF vectors of character
   * 3-grams, the simple method: without labels and clusters, whose number is 0}
   */
  public List<Match> tfIdfMatches() {
    return pairs.tfIdfMatches();
  }
}
