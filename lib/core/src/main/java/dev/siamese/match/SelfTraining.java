package dev.siamese.match;

import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fits the classifier of pairs without labels: {@link LatentClasses} estimates which of the most
 * similar pairs are duplicates, average linkage makes the estimates consistent, and the classifier
 * is fitted to them. It sees more than the classes: the words, numbers and codes of the whole text,
 * and whether a record has a more similar one.
 */
final class SelfTraining {

  private static final int NEAREST = 10; // pairs of each record
  private static final int MAX_RECORDS = 5_000;
  private static final int RANDOM_PAIRS = 5_000;
  private static final int EXAMPLES = 5_000;
  private static final int MIN_EXAMPLES = 300; // of each class, if there are as many
  private static final int MIN_PAIRS = 5; // of each class
  private static final double MIN_MOST_SIMILAR = 0.8; // of the records with duplicates
  private static final Seed SEED = new Seed(1);

  private SelfTraining() {}

  /**
   * Fits the trees.
   *
   * @param scores of the candidate pairs, see {@link PairFeatures#score}
   * @param isUsed which records to use; all candidate pairs of these must be given
   * @return the trees; empty if fewer than 5 pairs seem to be duplicates, or different, if the
   *     classes are not supported by all fields, or if the most similar record is often no
   *     duplicate
   */
  static Optional<ExtraTrees> fit(
      PairFeatures features, int records, float[] scores, IntPredicate isUsed) {
    var candidates = features.similar().pairs();
    var indices = nearest(candidates, scores, isUsed);
    if (indices.length == 0) {
      return Optional.empty();
    }
    var nearest = Arrays.stream(indices).mapToLong(i -> candidates[i]).toArray();
    var levels =
        Arrays.stream(nearest).mapToObj(pair -> levels(features, pair)).toArray(int[][]::new);
    var classes = LatentClasses.fit(levels, randomLevels(features, records));
    var duplicates = new ArrayList<Long>();
    var different = new ArrayList<Long>();
    var clusters = clusters(features, records, nearest, levels, classes);
    for (int i = 0; i < nearest.length; i++) {
      boolean together =
          clusters[SimilarRecords.left(nearest[i])] == clusters[SimilarRecords.right(nearest[i])];
      if (!together) {
        different.add(nearest[i]);
      } else if (classes.probability(levels[i]) > 0.5) {
        duplicates.add(nearest[i]);
      }
    }
    boolean areEnough = Math.min(duplicates.size(), different.size()) >= MIN_PAIRS;
    if (!areEnough
        || !classes.areSupported()
        || mostSimilarFraction(candidates, scores, indices, duplicates) < MIN_MOST_SIMILAR) {
      return Optional.empty();
    }
    return Optional.of(trees(features, duplicates, different));
  }

  /** Of the records with duplicates, the fraction whose most similar record is one of these. */
  private static double mostSimilarFraction(
      long[] pairs, float[] scores, int[] nearest, List<Long> duplicates) {
    var highest = new HashMap<Integer, Float>();
    var highestOfDuplicates = new HashMap<Integer, Float>();
    var found = new HashSet<>(duplicates);
    for (int i : nearest) {
      for (int row : new int[] {SimilarRecords.left(pairs[i]), SimilarRecords.right(pairs[i])}) {
        highest.merge(row, scores[i], Math::max);
        if (found.contains(pairs[i])) {
          highestOfDuplicates.merge(row, scores[i], Math::max);
        }
      }
    }
    long agreeing =
        highestOfDuplicates.entrySet().stream()
            .filter(each -> each.getValue() >= highest.get(each.getKey()))
            .count();
    return (double) agreeing / highestOfDuplicates.size();
  }

  private static ExtraTrees trees(
      PairFeatures features, List<Long> duplicates, List<Long> different) {
    double fraction = (double) duplicates.size() / (duplicates.size() + different.size());
    var random = SEED.derive("examples").generator();
    var examples = sample(duplicates, fraction, random);
    int positive = examples.size();
    examples.addAll(sample(different, 1 - fraction, random));
    var x =
        examples.stream()
            .map(pair -> features.of(SimilarRecords.left(pair), SimilarRecords.right(pair)))
            .toArray(float[][]::new);
    var y = new boolean[x.length];
    Arrays.fill(y, 0, positive, true);
    return ExtraTrees.fit(x, y, SEED.derive("trees"));
  }

  private static List<Long> sample(List<Long> pairs, double fraction, RandomGenerator random) {
    int size = (int) Math.max(MIN_EXAMPLES, fraction * EXAMPLES);
    return random
        .ints(0, pairs.size())
        .distinct()
        .limit(Math.min(size, pairs.size()))
        .mapToObj(pairs::get)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Every record, or of large collections a sample. */
  static IntPredicate sample(int records) {
    int step = Math.max(1, (records + MAX_RECORDS - 1) / MAX_RECORDS);
    return row -> row % step == 0;
  }

  /** Which pairs are of some records and their nearest; ascending. */
  private static int[] nearest(long[] pairs, float[] scores, IntPredicate isUsed) {
    var byRow = new TreeMap<Integer, List<Integer>>();
    for (int i = 0; i < pairs.length; i++) {
      for (int row : new int[] {SimilarRecords.left(pairs[i]), SimilarRecords.right(pairs[i])}) {
        if (isUsed.test(row)) {
          byRow.computeIfAbsent(row, unused -> new ArrayList<>()).add(i);
        }
      }
    }
    return byRow.values().stream()
        .flatMap(
            all ->
                all.stream().sorted((a, b) -> Float.compare(scores[b], scores[a])).limit(NEAREST))
        .distinct()
        .mapToInt(i -> i)
        .sorted()
        .toArray();
  }

  private static int[] clusters(
      PairFeatures features, int records, long[] pairs, int[][] levels, LatentClasses classes) {
    var scores = new float[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      scores[i] = (float) classes.probability(levels[i]);
    }
    ScoreLinkage.Scorer scorer =
        (left, right) -> classes.probability(levels(features, SimilarRecords.pair(left, right)));
    var linkage = new ScoreLinkage(records, pairs, scores, Map.of(), scorer, 0.5);
    var clusters = IntStream.range(0, records).toArray();
    for (var rows : linkage.cluster()) {
      rows.forEach(row -> clusters[row] = rows.get(0));
    }
    return clusters;
  }

  private static int[][] randomLevels(PairFeatures features, int records) {
    var random = SEED.derive("random pairs").generator();
    return IntStream.range(0, RANDOM_PAIRS)
        .mapToLong(i -> SimilarRecords.pair(random.nextInt(records), random.nextInt(records)))
        .filter(pair -> SimilarRecords.left(pair) != SimilarRecords.right(pair))
        .mapToObj(pair -> levels(features, pair))
        .toArray(int[][]::new);
  }

  /**
   * The {@link LatentClasses#level} of each field, and of the numbers and codes of the whole text;
   * -1 where one is missing.
   */
  private static int[] levels(PairFeatures features, long pair) {
    var x = features.of(SimilarRecords.left(pair), SimilarRecords.right(pair));
    int fields = features.fieldCount();
    var levels = new int[fields + 1];
    for (int field = 0; field < fields; field++) {
      int start = 8 + 5 * field;
      levels[field] = x[start] < 0 ? -1 : x[start + 4] >= 0 ? numberLevel(x[start + 4]) : 4;
      if (x[start + 4] < 0 && x[start + 2] == 0) {
        double similarity = (x[start] + Math.max(x[start], x[start + 1])) / 2;
        levels[field] = LatentClasses.level(Math.min(similarity, 0.998)); // not equal
      }
    }
    levels[fields] = x[4] < 0 ? -1 : LatentClasses.level(x[4]);
    return levels;
  }

  private static int numberLevel(float similarity) {
    if (similarity > 0.9999) {
      return 4;
    }
    return similarity > 0.98 ? 3 : similarity > 0.9 ? 2 : similarity > 0.6 ? 1 : 0;
  }
}
