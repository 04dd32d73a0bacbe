package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.siamese.augment.RecordCorruption;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.data.Targets;
import dev.siamese.match.RecordMatcher.Match;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldContributionsTest {

  private static final double TOLERANCE = 1e-6;
  private static final int PEOPLE = 100;
  private static final Records TWICE =
      new RecordCorruption()
          .augment(new SyntheticPeople(PEOPLE).generate(new Seed(1)), 1, new Seed(2));

  @Test
  void cosinesWithoutAField() {
    // 3-grams of "ab xy" and "ab zw": " ab" and "ab " are shared, three others are not
    var values = new String[][] {{"ab", "xy", ""}, {"ab", "zw", ""}};
    var records =
        new Records(
            List.of("name", "town", "age"), List.of("1", "2"), values, Targets.of("a", "b"));
    var matcher = RecordMatcher.unsupervised(records); // the cosine, for lack of duplicates
    double idf = Math.log(3 / 2.0) + 1; // of terms that one record has; 1 of those that both have
    double cosine = 2 / (2 + 3 * idf * idf);
    var found = matcher.contributions(List.of(new Match("1", "2", 0, 0))).get(0);
    assertEquals(List.of("name", "town", "age"), List.copyOf(found.keySet()));
    assertEquals(cosine - 0, found.get("name"), TOLERANCE, "xy and zw have nothing in common");
    assertEquals(cosine - 1, found.get("town"), TOLERANCE, "ab and ab are equal");
    assertEquals(0, found.get("age"), TOLERANCE, "missing in both");
    assertEquals(List.of(), matcher.contributions(List.of()));
    assertThrows(
        DataException.class, () -> matcher.contributions(List.of(new Match("1", "3", 0, 0))));
  }

  /** Scored by the same classifier among records that lack the field in both rows. */
  @Test
  void scoresAreThoseOfRecordsWithoutTheField(@TempDir Path folder) {
    var options = new MatchOptions(PEOPLE, false, (step, done, total) -> {});
    var matcher = RecordMatcher.unsupervised(TWICE, options);
    var file = folder.resolve("matcher.zip");
    matcher.save(file);
    var fields = TWICE.fields();
    var matches = matcher.matches().subList(0, 1);
    var contributions = matcher.contributions(matches);
    double worst = 0;
    int compared = 0;
    for (int i = 0; i < matches.size(); i++) {
      var match = matches.get(i);
      for (int field = 0; field < fields.size(); field++) {
        var others =
            RecordMatcher.load(file, without(match, field), options).withThreshold(0).matches();
        for (var other : others) {
          if (other.left().equals(match.left()) && other.right().equals(match.right())) {
            double expected = match.score() - other.score();
            double found = contributions.get(i).get(fields.get(field));
            worst = Math.max(worst, Math.abs(expected - found));
            compared++;
          }
        }
      }
    }
    assertEquals(fields.size(), compared, "candidates without each field");
    // the document frequencies differ a little
    assertEquals(0, worst, 0.005);
  }

  /** Their records are copied in groups. */
  @Test
  void manyMatchesHaveTheContributionsOfFew() {
    var matcher = RecordMatcher.unsupervised(TWICE);
    var few = matcher.matches().subList(0, 7);
    var expected = matcher.contributions(few);
    var many = IntStream.range(0, 1_003).mapToObj(i -> few.get(i % 7)).toList();
    var found = matcher.contributions(many);
    assertEquals(many.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertEquals(expected.get(i % 7), found.get(i));
    }
  }

  private static Records without(Match match, int field) {
    var values = new String[TWICE.size()][];
    for (int row = 0; row < values.length; row++) {
      int from = row;
      values[row] =
          IntStream.range(0, TWICE.fields().size())
              .mapToObj(i -> TWICE.value(from, i))
              .toArray(String[]::new);
      if (List.of(match.left(), match.right()).contains(TWICE.key(row))) {
        values[row][field] = "";
      }
    }
    return TWICE.withValues(values);
  }
}
