package dev.siamese.match;

import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.data.Targets;
import dev.siamese.match.RecordMatcher.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Compares further records with those of a {@link RecordMatcher}, whose document frequencies stay
 * as they are.
 */
record FurtherRecords(ScoredPairs pairs, TermIds ids) {

  /**
   * Compares with one collection.
   *
   * @throws IllegalStateException if there are two
   */
  static FurtherRecords of(ScoredPairs pairs) {
    if (pairs.options().leftSize() > 0) {
      throw new IllegalStateException(
          "further records are compared with one collection, this matcher links two: fit or load it with one");
    }
    return new FurtherRecords(pairs, TermIds.of(pairs.records()));
  }

  /** The k most similar records of one, by descending score. */
  List<Candidate> candidates(Map<String, String> record, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: " + k);
    }
    var scored = scored(one(record, pairs.records().fields()));
    return scored.subList(0, Math.min(k, scored.size()));
  }

  /** A record of its own, without a key that is used. */
  private static Records one(Map<String, String> record, List<String> fields) {
    for (var name : record.keySet()) {
      if (!fields.contains(name)) {
        throw new IllegalArgumentException(
            "there is no field \"%s\": the matcher compares %s"
                .formatted(name, String.join(", ", fields)));
      }
    }
    var values = fields.stream().map(record::get).toArray(String[]::new);
    var keys = List.of("record");
    return new Records(fields, keys, new String[][] {values}, Targets.unique(keys));
  }

  private List<Candidate> scored(Records one) {
    var features = pairs.features();
    var further = features.further(ids, one);
    var similar = features.similar();
    var rows = similar.nearest(further.trigrams(), 0);
    var cosines = new double[rows.length];
    float best = 0;
    float second = 0;
    for (int i = 0; i < rows.length; i++) {
      cosines[i] = further.trigrams().cosine(0, features.trigrams(), rows[i]);
      float cosine = (float) cosines[i];
      second = Math.max(second, Math.min(best, cosine));
      best = Math.max(best, cosine);
    }
    var scored = new ArrayList<Candidate>();
    for (int i = 0; i < rows.length; i++) {
      double other = SimilarRecords.bestOther(best, second, cosines[i]);
      double rowBest = similar.best(rows[i]); // of the row among the earlier records
      var pair = new PairFeatures.Pair(further, 0, features, rows[i], cosines[i], other, rowBest);
      scored.add(new Candidate(pairs.records().key(rows[i]), (float) pairs.model().score(pair)));
    }
    scored.sort(Comparator.comparingDouble(Candidate::score).reversed());
    return scored;
  }

  /**
   * Adds records: their pairs are scored, and those of earlier records that have a more similar one
   * now.
   */
  FurtherRecords add(Records others) {
    var more = others.selectFields(pairs.records().fields());
    requireOtherKeys(more);
    var features = pairs.features();
    var options = pairs.options();
    var all =
        features.followedBy(
            features.further(ids, more), vectors -> features.similar().with(vectors, options));
    var allPairs = all.similar().pairs();
    var scorer = pairs.model().scorer(all);
    var known = pairs.pairs();
    var scores = new float[allPairs.length];
    IntStream.range(0, allPairs.length)
        .parallel()
        .forEach(
            i -> {
              int left = SimilarRecords.left(allPairs[i]);
              int right = SimilarRecords.right(allPairs[i]);
              boolean isChanged = all.similar().isChanged(left) || all.similar().isChanged(right);
              int index = isChanged ? -1 : Arrays.binarySearch(known, allPairs[i]);
              scores[i] = index >= 0 ? pairs.scores()[index] : (float) scorer.score(left, right);
            });
    var records = pairs.records().concat(more);
    var scored = new ScoredPairs(all, records, options, pairs.model(), scores, pairs.labels());
    return new FurtherRecords(scored, ids.with(more));
  }

  private void requireOtherKeys(Records more) {
    var keys = new HashSet<>(pairs.records().keys());
    for (var key : more.keys()) {
      if (!keys.add(key)) {
        throw new DataException(
            "the key \"%s\" is used twice: records that are added need keys of their own"
                .formatted(key));
      }
    }
  }
}
