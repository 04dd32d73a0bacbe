package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.augment.RecordCorruption;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.match.RecordMatcher.Match;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordLinkageTest {

  private static final int PEOPLE = 200;
  private static final Records LEFT = numbered(people(0));
  private static final Records RIGHT = numbered(people(PEOPLE));

  /** The people, or their copies with one error. */
  private static Records people(int start) {
    var people = new SyntheticPeople(PEOPLE).generate(new Seed(1));
    var twice = new RecordCorruption(1, 1).augment(people, 1, new Seed(2));
    return twice.select(IntStream.range(start, start + PEOPLE).toArray());
  }

  /** The keys of both files are 0, 1, 2…, in the order of the people. */
  private static Records numbered(Records records) {
    var rows = new ArrayList<List<String>>();
    for (int row = 0; row < records.size(); row++) {
      var cells = new ArrayList<>(List.of("" + row));
      for (int field = 0; field < records.fields().size(); field++) {
        cells.add(records.value(row, field));
      }
      rows.add(cells);
    }
    var columns = new ArrayList<>(List.of("id"));
    columns.addAll(records.fields());
    return Records.of(Csv.of("people", columns, rows), "id");
  }

  private static long correct(List<Match> matches) {
    return matches.stream().filter(each -> each.left().equals(each.right())).count();
  }

  private static MatchOptions oneToOne() {
    return new MatchOptions(PEOPLE, true, (step, done, total) -> {});
  }

  @Test
  void twoFilesWithEqualKeysAreLinked() {
    var matches = RecordMatcher.unsupervised(LEFT, RIGHT).matches();
    assertTrue(correct(matches) > 0.9 * PEOPLE, correct(matches) + " correct matches");
  }

  @Test
  void eachRecordIsInOneMatchAtMost() {
    var both = LEFT.concatShared(RIGHT);
    var matches = RecordMatcher.unsupervised(both, oneToOne()).withThreshold(0).matches();
    var lefts = new HashSet<String>();
    var rights = new HashSet<String>();
    for (var match : matches) {
      assertTrue(lefts.add(match.left()) && rights.add(match.right()), match.toString());
    }
    assertTrue(correct(matches) > 0.95 * PEOPLE, correct(matches) + " correct matches");
  }

  @Test
  void labelledPairsOfTwoFilesAppearAsLabelled() {
    var both = LEFT.concatShared(RIGHT);
    var labels = // the first two are wrong, and contradict one-to-one
        Csv.parse("pairs", "left,right,same\n0,1,true\n0,2,true\n5,5,false\n3,3,true\n4,7,false\n");
    var pairs = both.labeledPairs(labels, PEOPLE);
    for (var options : List.of(oneToOne(), MatchOptions.linking(LEFT))) {
      var matcher = RecordMatcher.fit(pairs, options, new Seed(3)).withThreshold(0);
      var found = new HashSet<List<String>>();
      matcher.matches().forEach(each -> found.add(List.of(each.left(), each.right())));
      assertTrue(
          found.containsAll(List.of(List.of("0", "1"), List.of("0", "2"), List.of("3", "3"))));
      assertEquals(0, found.stream().filter(List.of("5", "5")::equals).count());
      assertEquals(0, found.stream().filter(List.of("4", "7")::equals).count());
    }
  }

  @Test
  void onlySharedColumnsAreCompared() {
    var some = RIGHT.selectFields(List.of("phone", "surname"));
    assertEquals(List.of("surname", "phone"), LEFT.concatShared(some).fields());
    var other = Records.of(Csv.parse("shops", "id,name\n1,a\n2,b\n"), "id");
    var error = assertThrows(DataException.class, () -> RecordMatcher.unsupervised(LEFT, other));
    assertTrue(error.getMessage().startsWith("the records have no field in common"));
  }

  @Test
  void anUnknownKeyOfTheOtherFileIsRefused() {
    var both = LEFT.concatShared(RIGHT.select(0, 1, 2));
    var labels = Csv.parse("pairs", "left,right,same\n100,2,true\n0,1,false\n1,100,true\n");
    var error = assertThrows(DataException.class, () -> both.labeledPairs(labels, PEOPLE));
    assertEquals(
        "row 3 of pairs, column \"right\": no record has the key \"100\"", error.getMessage());
  }

  @Test
  void oneToOneNeedsTwoCollections() {
    assertThrows(
        IllegalArgumentException.class, () -> new MatchOptions(0, true, (step, done, n) -> {}));
  }
}
