package dev.siamese.match;

import dev.siamese.data.DataException;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Records;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.metrics.PairMetrics.IdPair;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds duplicate records without an encoder, by the similarities of TF-IDF vectors of their text.
 * Each record is compared with its most similar ones; without labels a fixed mean of similarities
 * is the score of a pair, with labelled pairs it is the probability of a classifier of the
 * similarities of the whole records and of each field. The scored pairs are clustered by average
 * linkage. Uses no native memory.
 */
public final class RecordMatcher {

  private static final double TF_IDF_THRESHOLD = 0.6;

  private final PairFeatures features;
  private final Records records;
  private final long[] candidates;
  private final float[] scores;
  private final ScoreLinkage.Scorer scorer;
  private final Map<Long, Boolean> labels;
  private final double threshold;
  private final Optional<Quality> quality;

  /**
   * Two records of one cluster.
   *
   * @param left the key of the first record
   * @param right the key of the second record
   * @param score of the pair, from 0 to 1; may be below the threshold, for only the mean score of
   *     clusters is at least the threshold
   * @param cluster the number of the cluster, from 1
   */
  public record Match(String left, String right, double score, int cluster) {

    /** {@return the keys as an unordered pair} */
    public IdPair pair() {
      return new IdPair(left, right);
    }
  }

  /**
   * The quality on labelled pairs.
   *
   * @param classifier each pair decided by the trees that were not fitted to it
   * @param tfIdf pairs with a cosine of at least 0.6 between the TF-IDF vectors of character
   *     3-grams, the simple method
   */
  public record Quality(PairMetrics classifier, PairMetrics tfIdf) {}

  private RecordMatcher(
      PairFeatures features,
      Records records,
      float[] scores,
      ScoreLinkage.Scorer scorer,
      Map<Long, Boolean> labels,
      double threshold,
      Optional<Quality> quality) {
    this.features = features;
    this.records = records;
    this.candidates = features.similar().pairs();
    this.scores = scores;
    this.scorer = scorer;
    this.labels = labels;
    this.threshold = threshold;
    this.quality = quality;
  }

  /**
   * Scores records without labels. The threshold is estimated from the scores of the nearest
   * records.
   *
   * @param records to find duplicates among
   * @return the scored pairs
   */
  public static RecordMatcher unsupervised(Records records) {
    var features = new PairFeatures(records);
    var pairs = features.similar().pairs();
    ScoreLinkage.Scorer scorer = features::score;
    var scores = scores(pairs, scorer);
    var best = new double[records.size()];
    for (int i = 0; i < pairs.length; i++) {
      int left = SimilarRecords.left(pairs[i]);
      int right = SimilarRecords.right(pairs[i]);
      best[left] = Math.max(best[left], scores[i]);
      best[right] = Math.max(best[right], scores[i]);
    }
    double threshold = ScoreThreshold.unsupervised(best);
    return new RecordMatcher(
        features, records, scores, scorer, Map.of(), threshold, Optional.empty());
  }

  /**
   * Scores records by a classifier of labelled pairs. The scores are probabilities.
   *
   * @param pairs of {@link Records}; a similarity of at least 0.5 is the same
   * @param seed of the classifier
   * @return the scored pairs
   * @throws DataException if no pair is the same or none is different
   */
  public static RecordMatcher fit(LabeledPairs pairs, Seed seed) {
    var records = (Records) pairs.data();
    var labels = PairLabels.of(pairs);
    var features = new PairFeatures(records);
    var trees = ExtraTrees.fit(labels.map(features::of), labels.same(), seed.derive("trees"));
    ScoreLinkage.Scorer scorer = (left, right) -> trees.probability(features.of(left, right));
    var candidates = features.similar().pairs();
    var scores = scores(candidates, scorer);
    var outOfBag = trees.outOfBag();
    double threshold =
        ScoreThreshold.supervised(labels.positive(outOfBag), labels.unlabeled(candidates, scores));
    var quality =
        new Quality(
            labels.metrics(outOfBag, threshold),
            labels.metrics(labels.scores(features::cosine), TF_IDF_THRESHOLD));
    return new RecordMatcher(
        features, records, scores, scorer, labels.byPair(), threshold, Optional.of(quality));
  }

  private static float[] scores(long[] pairs, ScoreLinkage.Scorer scorer) {
    var scores = new float[pairs.length];
    IntStream.range(0, pairs.length)
        .parallel()
        .forEach(
            i ->
                scores[i] =
                    (float)
                        scorer.score(
                            SimilarRecords.left(pairs[i]), SimilarRecords.right(pairs[i])));
    return scores;
  }

  /** {@return the lowest mean score at which clusters are merged} */
  public double threshold() {
    return threshold;
  }

  /**
   * {@return the same scored pairs with another threshold}
   *
   * @param score the lowest mean score at which clusters are merged, from 0 to 1
   */
  public RecordMatcher withThreshold(double score) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("the threshold must be from 0 to 1: " + score);
    }
    return new RecordMatcher(features, records, scores, scorer, labels, score, quality);
  }

  /** {@return the quality on the labelled pairs; empty without labels} */
  public Optional<Quality> quality() {
    return quality;
  }

  /**
   * {@return all pairs of records of one cluster, cluster by cluster} A pair that was labelled the
   * same is always one of them with the score 1, a pair that was labelled different never.
   */
  public List<Match> matches() {
    var linkage = new ScoreLinkage(records.size(), candidates, scores, labels, scorer, threshold);
    var matches = new ArrayList<Match>();
    int cluster = 0;
    for (var rows : linkage.cluster()) {
      cluster++;
      for (int i = 0; i < rows.size(); i++) {
        for (int j = i + 1; j < rows.size(); j++) {
          int left = rows.get(i);
          int right = rows.get(j);
          if (labels.getOrDefault(SimilarRecords.pair(left, right), true)) {
            matches.add(
                new Match(
                    records.key(left), records.key(right), linkage.score(left, right), cluster));
          }
        }
      }
    }
    return matches;
  }

  /**
   * {@return the duplicates by the simple method: the pairs with a cosine of at least 0.6 between
   * the TF-IDF vectors of character 3-grams, without labels and without clusters}
   */
  public Set<IdPair> tfIdfPairs() {
    var pairs = new HashSet<IdPair>();
    for (long pair : candidates) {
      int left = SimilarRecords.left(pair);
      int right = SimilarRecords.right(pair);
      if (features.cosine(left, right) >= TF_IDF_THRESHOLD) {
        pairs.add(new IdPair(records.key(left), records.key(right)));
      }
    }
    return pairs;
  }
}
