package dev.siamese.match;

import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Records;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Fits, or loads, a {@link RecordMatcher}, and scores the candidate pairs. */
final class MatcherFitting {

  private static final double SELF_TRAINED_THRESHOLD = 0.5;

  private MatcherFitting() {}

  static RecordMatcher unsupervised(Records records, MatchOptions options) {
    var features = new PairFeatures(records, options);
    var pairs = features.similar().pairs();
    var scores = scores(pairs, features::score, options.progress());
    var part = options.part();
    IntPredicate isComplete = part.isPresent() ? row -> part.get().complete()[row] : row -> true;
    var used = part.isPresent() ? isComplete : SelfTraining.sample(records.size());
    var trees = SelfTraining.fit(features, records.size(), scores, used);
    var best = highest(pairs, scores, records.size(), isComplete);
    var center = trees.map(unused -> ScoreThreshold.unsupervised(best));
    double lowest = trees.isPresent() ? SELF_TRAINED_THRESHOLD : RecordMatcher.TF_IDF_THRESHOLD;
    var model = new RecordModel(records.fields(), trees, center, lowest, List.of());
    scores = scores(pairs, model.scorer(features), options.progress());
    return new RecordMatcher(
        new ScoredPairs(features, records, options, model, scores, Map.of()), Optional.empty());
  }

  /** The highest score of each record whose pairs are all given. */
  private static double[] highest(
      long[] pairs, float[] scores, int records, IntPredicate isComplete) {
    var highest = new double[records];
    for (int i = 0; i < pairs.length; i++) {
      int left = SimilarRecords.left(pairs[i]);
      int right = SimilarRecords.right(pairs[i]);
      highest[left] = Math.max(highest[left], scores[i]);
      highest[right] = Math.max(highest[right], scores[i]);
    }
    return IntStream.range(0, records)
        .filter(isComplete)
        .mapToDouble(row -> highest[row])
        .toArray();
  }

  static RecordMatcher fit(LabeledPairs pairs, MatchOptions options, Seed seed) {
    var records = (Records) pairs.data();
    var labels = PairLabels.of(pairs);
    var features = new PairFeatures(records, options);
    var trees = ExtraTrees.fit(labels.map(features::of), labels.same(), seed.derive("trees"));
    var digests = RecordDigests.of(labels.byPair(), records);
    var model = new RecordModel(records.fields(), Optional.of(trees), Optional.empty(), 0, digests);
    var candidates = features.similar().pairs();
    var scores = scores(candidates, model.scorer(features), options.progress());
    var outOfBag = trees.outOfBag();
    double threshold =
        ScoreThreshold.supervised(labels.positive(outOfBag), labels.unlabeled(candidates, scores));
    var quality =
        new RecordMatcher.Quality(
            labels.metrics(outOfBag, threshold),
            labels.metrics(labels.scores(features::cosine), RecordMatcher.TF_IDF_THRESHOLD));
    return new RecordMatcher(
        new ScoredPairs(
            features, records, options, model.withThreshold(threshold), scores, labels.byPair()),
        Optional.of(quality));
  }

  static RecordMatcher load(Path file, Records records, MatchOptions options) {
    var model = RecordModel.load(file);
    var compared = model.select(file, records);
    return new RecordMatcher(apply(model, compared, options), Optional.empty());
  }

  /** Scores records, which have the compared fields only. */
  static ScoredPairs apply(RecordModel model, Records compared, MatchOptions options) {
    var features = new PairFeatures(compared, options);
    var scores = scores(features.similar().pairs(), model.scorer(features), options.progress());
    var labels = RecordDigests.pairs(model.labels(), compared, options.leftSize());
    return new ScoredPairs(features, compared, options, model, scores, labels);
  }

  private static float[] scores(
      long[] pairs, ScoreLinkage.Scorer scorer, MatchOptions.Progress progress) {
    var scores = new float[pairs.length];
    var steps = new Steps("scoring pairs", pairs.length, progress);
    IntStream.range(0, pairs.length)
        .parallel()
        .forEach(
            i -> {
              int left = SimilarRecords.left(pairs[i]);
              scores[i] = (float) scorer.score(left, SimilarRecords.right(pairs[i]));
              steps.advance();
            });
    return scores;
  }
}
