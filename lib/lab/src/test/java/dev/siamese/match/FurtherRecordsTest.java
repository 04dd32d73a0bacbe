package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.augment.RecordCorruption;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.match.RecordMatcher.Match;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are added or matched one by one, against a run over all of them. */
class FurtherRecordsTest {

  private static final Records ALL =
      new RecordCorruption()
          .augment(new SyntheticPeople(250).generate(new Seed(1)), 1, new Seed(2))
          .select(new Seed(3).permutation(500));
  private static final int FITTED = 300;
  private static final MatchOptions OPTIONS = new MatchOptions();

  private static RecordMatcher matcher;
  private static RecordModel model;
  private static PairFeatures base;
  private static TermIds ids;

  @BeforeAll
  static void fit(@TempDir Path folder) {
    matcher = RecordMatcher.unsupervised(rows(0, FITTED));
    assertTrue(matcher.method().startsWith("a classifier"), matcher.method());
    matcher.save(folder.resolve("matcher.zip"));
    model = RecordModel.load(folder.resolve("matcher.zip"));
    base = new PairFeatures(rows(0, FITTED), OPTIONS);
    ids = TermIds.of(rows(0, FITTED));
  }

  private static Records rows(int from, int to) {
    return ALL.select(IntStream.range(from, to).toArray());
  }

  /** All pairs searched and scored in one run, with the document frequencies of the first ones. */
  private static ScoredPairs wholeRun(Records more) {
    var features =
        base.followedBy(
            base.further(ids, more), vectors -> SimilarRecords.search(vectors, OPTIONS));
    var scorer = model.scorer(features);
    var pairs = features.similar().pairs();
    var scores = new float[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      int left = SimilarRecords.left(pairs[i]);
      scores[i] = (float) scorer.score(left, SimilarRecords.right(pairs[i]));
    }
    return new ScoredPairs(
        features, rows(0, FITTED).concat(more), OPTIONS, model, scores, Map.of());
  }

  @Test
  void addedRecordsHaveTheMatchesOfAWholeRun() {
    var added = matcher.add(rows(FITTED, 400)).add(rows(400, 430)).add(rows(430, 500));
    var expected = wholeRun(rows(FITTED, 500)).matches();
    assertEquals(500, added.records().size());
    assertEquals(scores(expected), scores(added.matches()));
    long across = expected.stream().filter(FurtherRecordsTest::isAcross).count();
    assertTrue(across > 60, across + " matches with added records");
  }

  private static boolean isAcross(Match match) {
    return ALL.keys().indexOf(match.left()) < FITTED && ALL.keys().indexOf(match.right()) >= FITTED;
  }

  /** Rounded, by the keys and the cluster. */
  private static Map<String, Long> scores(List<Match> matches) {
    var scores = new HashMap<String, Long>();
    for (var match : matches) {
      var key = match.left() + " " + match.right() + " in cluster " + match.cluster();
      scores.put(key, Math.round(1e6 * match.score()));
    }
    return scores;
  }

  @Test
  void oneRecordHasTheScoresOfAWholeRun() {
    int found = 0;
    for (int row = FITTED; row < FITTED + 15; row++) {
      var whole = wholeRun(rows(row, row + 1));
      var expected = new HashMap<String, Double>();
      for (int i = 0; i < whole.scores().length; i++) {
        if (SimilarRecords.right(whole.pairs()[i]) == FITTED) {
          expected.put(ALL.key(SimilarRecords.left(whole.pairs()[i])), (double) whole.scores()[i]);
        }
      }
      var candidates = matcher.match(values(row), 5);
      assertEquals(5, candidates.size());
      for (int i = 0; i < 5; i++) {
        var candidate = candidates.get(i);
        assertEquals(expected.get(candidate.key()), candidate.score(), 1e-6);
        assertTrue(i == 0 || candidate.score() <= candidates.get(i - 1).score());
      }
      found += candidates.get(0).score() >= matcher.threshold() ? 1 : 0;
    }
    assertTrue(found > 0 && found < 15, found + " of 15 records have a match");
  }

  private static Map<String, String> values(int row) {
    var values = new HashMap<String, String>();
    for (int field = 0; field < ALL.fields().size(); field++) {
      values.put(ALL.fields().get(field), ALL.value(row, field));
    }
    return values;
  }

  @Test
  void aRecordOfTheFittedOnesIsItsOwnMatch() {
    var candidate = matcher.match(values(7), 1).get(0);
    assertEquals(ALL.key(7), candidate.key());
    assertTrue(candidate.score() >= matcher.threshold(), candidate.toString());
    assertEquals(List.of(), matcher.match(Map.of(), 3));
    assertEquals(List.of(), matcher.match(Map.of("town", "ωωω"), 3), "unknown terms");
  }

  @Test
  void invalidRecordsAreRefused() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> matcher.match(Map.of("twon", "york"), 1));
    assertTrue(error.getMessage().startsWith("there is no field \"twon\""), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> matcher.match(values(7), 0));
    assertThrows(DataException.class, () -> matcher.add(rows(7, 8)));
    var linked = RecordMatcher.unsupervised(rows(0, 100), rows(100, 200));
    assertThrows(IllegalStateException.class, () -> linked.match(values(7), 1));
  }
}
