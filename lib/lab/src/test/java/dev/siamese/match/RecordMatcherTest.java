package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.augment.RecordCorruption;
import dev.siamese.data.DataException;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Records;
import dev.siamese.data.Targets;
import dev.siamese.match.RecordMatcher.Match;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.metrics.PairMetrics.IdPair;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordMatcherTest {

  private static final Records PEOPLE = new SyntheticPeople(300).generate(new Seed(1));
  private static final Records TWICE = new RecordCorruption().augment(PEOPLE, 1, new Seed(2));

  /** Each of the first people with its copy, and with the copy of the next person. */
  private static LabeledPairs labels(int people) {
    int n = PEOPLE.size();
    var left = IntStream.range(0, 2 * people).map(i -> i / 2).toArray();
    var right = IntStream.range(0, 2 * people).map(i -> n + (i + 1) / 2).toArray();
    var same = new boolean[2 * people];
    for (int i = 0; i < people; i++) {
      same[2 * i] = true;
    }
    return LabeledPairs.of(TWICE, left, right, same);
  }

  private static int[] first(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  private static PairMetrics metrics(RecordMatcher matcher) {
    var found = matcher.matches().stream().map(Match::pair).collect(Collectors.toSet());
    return PairMetrics.of(found, PairMetrics.truePairs(TWICE));
  }

  @Test
  void copiesAreFoundWithoutLabels() {
    var matcher = RecordMatcher.unsupervised(TWICE);
    // one in five lives with another: the TF-IDF cosine takes many of them for one person
    var simple = matcher.tfIdfMatches().stream().map(Match::pair).collect(Collectors.toSet());
    double simpleF1 = PairMetrics.of(simple, PairMetrics.truePairs(TWICE)).f1();
    assertTrue(metrics(matcher).f1() > simpleF1, metrics(matcher).toString());
    assertTrue(metrics(matcher).precision() > 0.9, metrics(matcher).toString());
    assertTrue(matcher.quality().isEmpty());
    assertTrue(matcher.method().endsWith("without labels"), matcher.method());
  }

  @Test
  void withoutDuplicatesTheCosineIsTheScore() {
    var values = new String[][] {{"ab"}, {"cd"}, {"ef"}, {"gh"}};
    var targets = new Targets(new int[4], PEOPLE.classes().subList(0, 1));
    var records = new Records(List.of("text"), List.of("a", "b", "c", "d"), values, targets);
    var matcher = RecordMatcher.unsupervised(records);
    assertTrue(matcher.method().startsWith("the TF-IDF cosine"), matcher.method());
    assertEquals(List.of(), matcher.matches());
  }

  @Test
  void copiesAreFoundWithLabelledPairs() {
    var matcher = RecordMatcher.fit(labels(60), new Seed(3));
    assertTrue(metrics(matcher).f1() > 0.95, metrics(matcher).toString());
    var quality = matcher.quality().orElseThrow();
    assertEquals(60, quality.classifier().actual());
    assertTrue(quality.classifier().f1() > 0.9, quality.toString());
  }

  @Test
  void everyLabelledPairAppearsAsLabelled() {
    var wrong =
        LabeledPairs.of(TWICE, new int[] {0, 5}, new int[] {1, 305}, new boolean[] {true, false});
    var pairs =
        RecordMatcher.fit(wrong, new Seed(4)).withThreshold(0.1).matches().stream()
            .map(Match::pair)
            .collect(Collectors.toSet());
    assertTrue(pairs.contains(new IdPair(TWICE.key(0), TWICE.key(1))));
    assertFalse(pairs.contains(new IdPair(TWICE.key(5), TWICE.key(305))));
  }

  @Test
  void everyAdversarialLabelAppearsAsLabelled() {
    int n = 60;
    var few = new RecordCorruption().augment(PEOPLE.select(first(n)), 1, new Seed(2));
    for (long seed = 1; seed <= 3; seed++) {
      var random = new Random(seed);
      var classes = new int[few.size()]; // labelled clusters of 20, regardless of the people
      Arrays.setAll(classes, row -> random.nextInt(few.size() / 20));
      var left = new int[2 * n];
      var right = new int[2 * n];
      var same = new boolean[2 * n];
      for (int i = 0; i < same.length; i++) {
        left[i] = i < n ? i : random.nextInt(2 * n);
        right[i] = i < n ? n + i : (left[i] + 1 + random.nextInt(2 * n - 1)) % (2 * n);
        same[i] = classes[left[i]] == classes[right[i]];
      }
      var matcher = RecordMatcher.fit(LabeledPairs.of(few, left, right, same), new Seed(seed));
      for (double threshold : new double[] {0, 0.3, 1}) {
        var found = new HashMap<IdPair, Double>();
        for (var match : matcher.withThreshold(threshold).matches()) {
          found.put(match.pair(), match.score());
        }
        for (int i = 0; i < same.length; i++) {
          var pair = new IdPair(few.key(left[i]), few.key(right[i]));
          assertEquals(same[i] ? 1.0 : null, found.get(pair), pair.toString());
        }
      }
    }
  }

  @Test
  void labelsThatNoClusteringHasAppearAsLabelled() {
    // 0 is 1 and 1 is 2, but 0 is not 2
    var pairs =
        LabeledPairs.of(
            TWICE, new int[] {0, 1, 0}, new int[] {1, 2, 2}, new boolean[] {true, true, false});
    var found =
        RecordMatcher.fit(pairs, new Seed(6)).matches().stream()
            .map(Match::pair)
            .collect(Collectors.toSet());
    assertTrue(found.contains(new IdPair(TWICE.key(0), TWICE.key(1))));
    assertTrue(found.contains(new IdPair(TWICE.key(1), TWICE.key(2))));
    assertFalse(found.contains(new IdPair(TWICE.key(0), TWICE.key(2))));
  }

  @Test
  void aClusterMayBeLargerThanTheNumberOfNeighbours() {
    int n = 400;
    var values = new String[n][];
    for (int i = 0; i < n; i++) {
      values[i] = new String[] {i < 350 ? "one and the same record" : "other " + i * 7919};
    }
    var keys = IntStream.range(0, n).mapToObj(i -> "r" + i).toList();
    var targets = new Targets(new int[n], PEOPLE.classes().subList(0, 1));
    var matches =
        RecordMatcher.unsupervised(new Records(List.of("text"), keys, values, targets)).matches();
    assertEquals(
        350 * 349 / 2,
        matches.stream().filter(match -> isSame(match.left()) && isSame(match.right())).count());
  }

  private static boolean isSame(String key) {
    return Integer.parseInt(key.substring(1)) < 350;
  }

  @Test
  void bothKindsOfLabelsAreNeeded() {
    var same = LabeledPairs.of(TWICE, new int[] {0}, new int[] {300}, new boolean[] {true});
    var error = assertThrows(DataException.class, () -> RecordMatcher.fit(same, new Seed(5)));
    assertTrue(error.getMessage().startsWith("no labelled pair of 1 is different"));
  }

  @Test
  void anInvalidThresholdIsRefused() {
    var matcher = RecordMatcher.unsupervised(PEOPLE.select(first(10)));
    assertThrows(IllegalArgumentException.class, () -> matcher.withThreshold(1.5));
  }
}
