package dev.siamese.match;

import dev.siamese.data.Records;
import dev.siamese.match.RecordMatcher.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The candidate pairs of records with their scores, and the matches among them.
 *
 * @param scores of {@link SimilarRecords#pairs}
 * @param labels whether a labelled pair is the same
 */
record ScoredPairs(
    PairFeatures features,
    Records records,
    MatchOptions options,
    RecordModel model,
    float[] scores,
    Map<Long, Boolean> labels) {

  long[] pairs() {
    return features.similar().pairs();
  }

  ScoredPairs withThreshold(double score) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("the threshold must be from 0 to 1: " + score);
    }
    return new ScoredPairs(features, records, options, model.withThreshold(score), scores, labels);
  }

  List<Match> matches() {
    return options.leftSize() > 0 || model.trees().isEmpty()
        ? new CrossLinkage(records.keys(), pairs(), scores, labels)
            .matches(model.threshold(), options.oneToOne())
        : new ScoreLinkage(
                records.size(), pairs(), scores, labels, model.scorer(features), model.threshold())
            .matches(records.keys());
  }

  List<Match> tfIdfMatches() {
    var matches = new ArrayList<Match>();
    for (long pair : pairs()) {
      int left = SimilarRecords.left(pair);
      int right = SimilarRecords.right(pair);
      double cosine = features.cosine(left, right);
      if (cosine >= RecordMatcher.TF_IDF_THRESHOLD) {
        matches.add(new Match(records.key(left), records.key(right), cosine, 0));
      }
    }
    return matches;
  }
}
